package org.lotledger.catalog.persistence;

/** What shipping has acknowledged of a hold. */
public enum ShippingKnows {
    NOTHING,
    PLACED,
    RELEASED
}
