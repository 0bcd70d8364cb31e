/** What shipping tells others, and what it hears from them. */
package org.lotledger.shipping.messaging;
