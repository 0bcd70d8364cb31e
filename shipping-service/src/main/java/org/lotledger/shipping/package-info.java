/** Shipping: everything that goes out. Only this service removes stock (docs/decisions/0001). */
package org.lotledger.shipping;
