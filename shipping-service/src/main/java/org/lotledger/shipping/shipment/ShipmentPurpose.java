package org.lotledger.shipping.shipment;

/** Why goods leave. */
public enum ShipmentPurpose {
    /** A delivery to a customer. */
    CUSTOMER
}
