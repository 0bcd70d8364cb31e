package org.lotledger.shipping.persistence;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.lotledger.shipping.persistence.StockFacts.Needs;
import org.lotledger.shipping.shipment.ShipmentContent;
import org.lotledger.shipping.stock.LotRef;

/** What decisions about a shipment that stands need to know. */
final class ShipmentNeeds {

    private ShipmentNeeds() {}

    /** To change what it names or to give it up. */
    static Needs toChange(ShipmentContent content) {
        Set<String> itemCodes = new HashSet<>();
        Set<String> locations = new HashSet<>(Set.of(content.location()));
        if (content.toLocation() != null) {
            locations.add(content.toLocation());
        }
        content.lines().forEach(line -> {
            itemCodes.add(line.itemCode());
            line.lots().forEach(pick -> locations.add(pick.location()));
        });
        return new Needs(itemCodes, locations, content.lotsNamed(), null, null);
    }

    /** To choose among lots. */
    static Needs toAllocate(ShipmentContent content, Collection<LotRef> candidates) {
        Needs needs = toChange(content);
        Set<LotRef> lots = new HashSet<>(needs.lots());
        lots.addAll(candidates);
        return new Needs(
                needs.itemCodes(),
                needs.locations(),
                lots,
                null,
                content.source().orElse(null));
    }

    /** To let its goods leave. */
    static Needs toShip(ShipmentContent content) {
        Needs needs = toChange(content);
        return new Needs(
                needs.itemCodes(),
                needs.locations(),
                content.lotsTaken(),
                content.occurredAt(),
                content.source().orElse(null));
    }
}
