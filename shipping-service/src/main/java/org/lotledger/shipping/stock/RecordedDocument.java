package org.lotledger.shipping.stock;

import java.util.Map;
import java.util.UUID;
import org.lotledger.events.DocumentType;
import org.lotledger.events.Quantity;

/**
 * A document of receiving by which goods came, and what it recorded of the lots in question.
 *
 * @param known whether anything at all has been heard of it
 * @param lots by lot id; a lot that is left out does not stand on it
 */
public record RecordedDocument(Name name, boolean known, Map<UUID, Recorded> lots) {

    /** A document by its kind and number. */
    public record Name(DocumentType type, String number) {
        @Override
        public String toString() {
            return (type == DocumentType.RECEIPT ? "receipt " : "adjustment ") + number;
        }
    }

    /**
     * What it recorded of a lot.
     *
     * @param quantity as far as receiving has told; only grows
     * @param takenBack what was returned to the supplier or corrected of it; exact
     * @param eventId receiving's event
     */
    public record Recorded(Quantity quantity, Quantity takenBack, String eventId) {

        /** What may still be returned or corrected. */
        public Quantity left() {
            return quantity.minus(takenBack);
        }
    }

    public RecordedDocument {
        lots = Map.copyOf(lots);
    }

    /** What may still be taken back of a lot. */
    public Quantity left(LotRef lot) {
        Recorded recorded = lots.get(lot.lotId());
        return recorded == null ? Quantity.ZERO : recorded.left();
    }
}
