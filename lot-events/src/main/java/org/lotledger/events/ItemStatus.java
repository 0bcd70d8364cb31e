package org.lotledger.events;

/** What may be done with an item now. The names are the wire names. */
public enum ItemStatus {
    ACTIVE,
    /** Not ready: on no document. */
    PENDING,
    /** Phased out: nothing new comes in, what is there may still move. */
    INACTIVE
}
