package org.lotledger.receiving.lot;

import org.lotledger.eventsourcing.decider.RefusalCode;

/** Why something may not be booked on a lot, whatever the document. */
public enum LotRefusal implements RefusalCode {
    ITEM_UNKNOWN,
    LOT_NOT_TRACKED,
    LOT_UNKNOWN,
    EXPIRATION_MISSING,
    EXPIRATION_CONFLICT,
    REFERENCE_UNKNOWN,
    RETURN_LIMIT,
    TRANSFER_LIMIT,
    GIVE_BACK_LIMIT
}
