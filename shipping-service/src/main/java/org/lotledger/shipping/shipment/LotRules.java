package org.lotledger.shipping.shipment;

import static org.lotledger.shipping.shipment.ShipmentRefusal.FIELD_INVALID;
import static org.lotledger.shipping.shipment.ShipmentRefusal.LOCATION_NOT_NET;
import static org.lotledger.shipping.shipment.ShipmentRefusal.LOCATION_UNKNOWN;
import static org.lotledger.shipping.shipment.ShipmentRefusal.LOT_EXPIRED;
import static org.lotledger.shipping.shipment.ShipmentRefusal.LOT_HELD;
import static org.lotledger.shipping.shipment.ShipmentRefusal.LOT_PARKED;
import static org.lotledger.shipping.shipment.ShipmentRefusal.LOT_QUARANTINED;
import static org.lotledger.shipping.shipment.ShipmentRefusal.LOT_RECALLED;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.shipping.catalog.Catalog;
import org.lotledger.shipping.catalog.Place;
import org.lotledger.shipping.stock.Facts;
import org.lotledger.shipping.stock.Hold;
import org.lotledger.shipping.stock.HoldKind;
import org.lotledger.shipping.stock.StockGuard;
import org.lotledger.shipping.stock.StockedLot;
import org.lotledger.shipping.stock.Taking;

/** Which lots may leave for which purpose, and from where (rules 12 and 13 of the domain). */
public final class LotRules {

    private LotRules() {}

    /** What forbids taking from this lot, however much. */
    static void check(ShipmentContent document, Taking taking, Facts facts, List<Violation> problems) {
        Optional<Violation> unknown = StockGuard.unknown(taking, facts);
        if (unknown.isPresent()) {
            problems.add(unknown.get());
            return;
        }
        StockedLot lot = facts.lot(taking.lot());
        if (heldBack(document, facts.catalog())) {
            for (HoldKind kind : HoldKind.values()) {
                holdProblem(kind, lot, taking, problems);
            }
        }
        if (document.purpose().forUse()) {
            if (lot.parked()) {
                problems.add(new Violation(
                        LOT_PARKED,
                        taking.pointer() + "/lotNumber",
                        "Events about " + taking.lot() + " could not be taken in and wait for a person; until then it"
                                + " goes neither to customers nor into assemblies."));
            }
            LocalDate goodUntil = document.goodUntil(facts.moment().today());
            if (lot.expiredOn(goodUntil)) {
                problems.add(new Violation(
                        LOT_EXPIRED,
                        taking.pointer() + "/lotNumber",
                        "The expiration date of " + taking.lot() + " is " + lot.expirationDate()
                                + "; for this shipment it must be good on " + goodUntil + "."));
            }
        }
        checkPlace(document, taking, facts, problems);
    }

    /** Whether lots that are held, quarantined or recalled stay: to a place that is not net they may go. */
    public static boolean heldBack(ShipmentContent document, Catalog catalog) {
        return switch (document.purpose()) {
            case CUSTOMER, ASSEMBLY -> true;
            case SUPPLIER_RETURN -> false;
            case TRANSFER ->
                document.toLocation() != null
                        && catalog.place(document.toLocation())
                                .map(Place::netStock)
                                .orElse(true);
        };
    }

    private static void holdProblem(HoldKind kind, StockedLot lot, Taking taking, List<Violation> problems) {
        String holds = lot.holds().stream()
                .filter(hold -> hold.kind() == kind)
                .map(Hold::holdId)
                .sorted()
                .collect(Collectors.joining(", "));
        if (holds.isEmpty()) {
            return;
        }
        ShipmentRefusal code = switch (kind) {
            case RECALL -> LOT_RECALLED;
            case QUARANTINE -> LOT_QUARANTINED;
            case HOLD -> LOT_HELD;
        };
        String standing = switch (kind) {
            case RECALL -> " is recalled (";
            case QUARANTINE -> " is in quarantine (";
            case HOLD -> " is held (";
        };
        String sentence = taking.lot() + standing + holds
                + "): until it is released it goes neither to customers, nor into assemblies, nor to net stock.";
        problems.add(new Violation(
                code,
                taking.pointer() + "/lotNumber",
                sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1)));
    }

    /** What forbids taking anything from this place. */
    static void checkPlace(ShipmentContent document, Taking taking, Facts facts, List<Violation> problems) {
        String pointer = taking.pointer() + "/location";
        Place place = facts.catalog().place(taking.location()).orElse(null);
        if (place == null) {
            problems.add(
                    new Violation(LOCATION_UNKNOWN, pointer, "Location " + taking.location() + " does not exist."));
        } else if (!place.netStock() && document.purpose().forUse()) {
            problems.add(new Violation(
                    LOCATION_NOT_NET,
                    pointer,
                    "What lies at " + taking.location()
                            + " is not net stock: it goes neither to customers nor into assemblies."));
        }
        checkDestination(document, taking, pointer, problems);
    }

    /** A transfer goes to another place than the one it is taken from. */
    static void checkDestination(ShipmentContent document, Taking taking, String pointer, List<Violation> problems) {
        if (taking.location().equals(document.toLocation())) {
            problems.add(new Violation(
                    FIELD_INVALID,
                    pointer,
                    "A transfer goes to another place, but toLocation is " + document.toLocation() + " and there lies "
                            + taking.lot() + "."));
        }
    }
}
