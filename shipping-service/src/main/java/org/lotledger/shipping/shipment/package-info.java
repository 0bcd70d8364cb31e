/** What a shipment is and may do. Pure: everything that a decision needs comes in with the command. */
package org.lotledger.shipping.shipment;
