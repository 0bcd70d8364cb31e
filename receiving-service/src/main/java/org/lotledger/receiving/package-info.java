/** Receiving: everything that comes in. Only this service adds stock (docs/decisions/0001). */
package org.lotledger.receiving;
