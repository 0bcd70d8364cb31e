/** How shipping's documents and stock lie in its database, and how a command runs over them. */
package org.lotledger.shipping.persistence;
