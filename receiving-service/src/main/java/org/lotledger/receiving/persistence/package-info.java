/** How receiving's documents and facts lie in its database, and how a command runs over them. */
package org.lotledger.receiving.persistence;
