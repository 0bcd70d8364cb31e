package org.lotledger.shipping.stock;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.shipping.catalog.Catalog;

/**
 * What a decision about goods that leave is made on.
 *
 * @param lots by lot id, every lot that is named and every lot that is given free
 * @param source the document by which came what is to be taken back; null when nothing is
 */
public record Facts(
        Catalog catalog,
        Map<UUID, StockedLot> lots,
        Moment moment,
        @Nullable RecordedDocument source) {
    public Facts {
        lots = Map.copyOf(lots);
    }

    public StockedLot lot(LotRef lot) {
        return lots.getOrDefault(lot.lotId(), StockedLot.UNKNOWN);
    }
}
