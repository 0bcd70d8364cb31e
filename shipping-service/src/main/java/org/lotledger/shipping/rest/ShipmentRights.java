package org.lotledger.shipping.rest;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.eventsourcing.rest.Role;
import org.lotledger.shipping.catalog.Catalog;
import org.lotledger.shipping.catalog.Place;
import org.lotledger.shipping.persistence.CatalogCopies;
import org.lotledger.shipping.shipment.ShipmentContent;
import org.lotledger.shipping.shipment.ShipmentPurpose;

/**
 * Whose a shipment is. Goods that lie where they may not be sold from become goods for sale by a transfer to a place
 * where they may: this put-away is for quality. Every other shipment is for shippers.
 */
@ApplicationScoped
public class ShipmentRights {
    private final CatalogCopies catalog;

    public ShipmentRights(CatalogCopies catalog) {
        this.catalog = catalog;
    }

    /** Refuses who may not do this to a shipment as it is. */
    Uni<Void> require(Command command, ShipmentContent content) {
        return require(command, content, Set.of());
    }

    /** Refuses who may not do this to a shipment whose lots are taken from these places, too. */
    Uni<Void> require(Command command, ShipmentContent content, Set<String> morePlaces) {
        Set<String> from = new HashSet<>(morePlaces);
        from.add(content.location());
        content.lines().forEach(line -> line.lots().forEach(pick -> from.add(pick.location())));
        return require(command, content.purpose(), content.toLocation(), from);
    }

    /** Refuses who may not ask for such a shipment. */
    Uni<Void> require(Command command, ShipmentRequest request) {
        return require(command, request.purpose(), request.toLocation(), request.placesTakenFrom());
    }

    private Uni<Void> require(Command command, ShipmentPurpose purpose, @Nullable String toLocation, Set<String> from) {
        if (purpose != ShipmentPurpose.TRANSFER || toLocation == null) {
            command.caller().mustBe(Role.SHIPPER, "A shipment that is no put-away");
            return Uni.createFrom().voidItem();
        }
        Set<String> places = new HashSet<>(from);
        places.add(toLocation);
        return catalog.require(command, Set.of(), places)
                .invoke(known -> {
                    // Where a place is unknown the command is refused for that, to whoever asks.
                    if (known.places().size() == places.size()) {
                        requireTransfer(command, known, toLocation, from);
                    }
                })
                .replaceWithVoid();
    }

    private static void requireTransfer(Command command, Catalog known, String toLocation, Set<String> from) {
        boolean intoSale = isNet(known, toLocation) && !from.stream().allMatch(place -> isNet(known, place));
        command.caller()
                .mustBe(
                        intoSale ? Role.QUALITY : Role.SHIPPER,
                        intoSale
                                ? "A put-away, a transfer from a place that is no net stock to one that is,"
                                : "A transfer that is no put-away");
    }

    private static boolean isNet(Catalog known, String location) {
        return known.place(location).map(Place::netStock).orElse(false);
    }
}
