package org.lotledger.shipping.rest;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Quantity;
import org.lotledger.shipping.shipment.LotPick;
import org.lotledger.shipping.shipment.ShipmentLine;
import org.lotledger.shipping.stock.LotRef;

/**
 * The lots that would be named for what is open on a line, first expired first out.
 *
 * @param openQuantity what would stay open even then
 */
public record SuggestionView(List<SuggestedLot> lots, Quantity openQuantity) {

    /** A lot; the date is null when it has none. */
    public record SuggestedLot(
            LotNumber lotNumber, UUID lotId, @Nullable LocalDate expirationDate, String location, Quantity quantity) {}

    static SuggestionView of(ShipmentLine line, List<LotPick> picks) {
        Quantity covered = picks.stream().map(LotPick::quantity).reduce(Quantity.ZERO, Quantity::plus);
        return new SuggestionView(
                picks.stream()
                        .map(pick -> new SuggestedLot(
                                pick.lotNumber(),
                                new LotRef(line.itemCode(), pick.lotNumber()).lotId(),
                                pick.expirationDate(),
                                pick.location(),
                                pick.quantity()))
                        .toList(),
                line.openQuantity().minus(covered));
    }
}
