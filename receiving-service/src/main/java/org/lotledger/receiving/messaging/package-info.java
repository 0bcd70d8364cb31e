/** What receiving tells others, and what it hears from them. */
package org.lotledger.receiving.messaging;
