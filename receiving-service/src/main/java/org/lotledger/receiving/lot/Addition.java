package org.lotledger.receiving.lot;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Quantity;

/**
 * Stock that a document would add to a lot at a place.
 *
 * @param pointer where it stands in the document, as a JSON pointer
 * @param expirationDate as the document gives it; null when it gives none
 */
public record Addition(
        String pointer, LotRef lot, @Nullable LocalDate expirationDate, Quantity quantity, String location) {

    /** One for each lot, with all that the document adds to it, where the lot stands first. */
    public static List<Addition> perLot(List<Addition> additions) {
        Map<LotRef, Addition> byLot = new LinkedHashMap<>();
        additions.forEach(addition -> byLot.merge(addition.lot(), addition, Addition::plus));
        return new ArrayList<>(byLot.values());
    }

    private Addition plus(Addition other) {
        return new Addition(pointer, lot, expirationDate, quantity.plus(other.quantity), location);
    }

    public String quantityPointer() {
        return pointer + "/quantity";
    }
}
