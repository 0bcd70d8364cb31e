package org.lotledger.catalog.item;

import org.lotledger.eventsourcing.decider.RefusalCode;

/** Why the catalog says no. */
public enum ItemRefusal implements RefusalCode {
    ALREADY_EXISTS,
    GTIN_TAKEN,
    /** What nobody counts has no lots. */
    LOT_TRACKING_NOT_ALLOWED,
    ITEM_UNKNOWN
}
