package org.lotledger.events;

/** What a business partner is to us in an event. The names are the wire names. */
public enum PartyRole {
    SUPPLIER,
    CUSTOMER
}
