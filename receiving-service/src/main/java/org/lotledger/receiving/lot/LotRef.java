package org.lotledger.receiving.lot;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotId;
import org.lotledger.events.LotNumber;

/**
 * A lot by its names.
 *
 * @param lotNumber null for the one unnamed lot of an untracked item
 */
public record LotRef(String itemCode, @Nullable LotNumber lotNumber) {

    public UUID lotId() {
        return LotId.of(itemCode, lotNumber);
    }

    /** As a sentence begins. */
    public String asSubject() {
        return lotNumber == null ? "The stock of " + itemCode : "Lot " + lotNumber + " of " + itemCode;
    }

    @Override
    public String toString() {
        return lotNumber == null ? "the stock of " + itemCode : "lot " + lotNumber + " of " + itemCode;
    }
}
