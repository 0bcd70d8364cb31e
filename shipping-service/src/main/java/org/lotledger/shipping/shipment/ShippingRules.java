package org.lotledger.shipping.shipment;

import static org.lotledger.shipping.shipment.ShipmentRefusal.LOCATION_NOT_NET;
import static org.lotledger.shipping.shipment.ShipmentRefusal.LOCATION_UNKNOWN;
import static org.lotledger.shipping.shipment.ShipmentRefusal.LOTS_DO_NOT_SUM;
import static org.lotledger.shipping.shipment.ShipmentRefusal.LOTS_MISSING;
import static org.lotledger.shipping.shipment.ShipmentRefusal.LOT_EXPIRED;
import static org.lotledger.shipping.shipment.ShipmentRefusal.LOT_PARKED;
import static org.lotledger.shipping.shipment.ShipmentRefusal.LOT_TWICE;
import static org.lotledger.shipping.shipment.ShipmentRefusal.LOT_UNKNOWN;
import static org.lotledger.shipping.shipment.ShipmentRefusal.NEGATIVE_IN_PAST;
import static org.lotledger.shipping.shipment.ShipmentRefusal.NOT_AVAILABLE;
import static org.lotledger.shipping.shipment.ShipmentRefusal.NO_LINES;
import static org.lotledger.shipping.shipment.ShipmentRefusal.OCCURRED_IN_FUTURE;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.shipping.catalog.Place;
import org.lotledger.shipping.shipment.ShipmentCommand.Facts;
import org.lotledger.shipping.stock.LotRef;
import org.lotledger.shipping.stock.Stock;
import org.lotledger.shipping.stock.StockedLot;

/** Which lots may be taken for a customer, and how much of them (rules 10 to 13 and 23 of the domain). */
final class ShippingRules {
    /** Shipments named in a refusal; more would hide the sentence. */
    private static final int RESERVED_BY_SHOWN_MAX = 5;

    private ShippingRules() {}

    /**
     * What is to be taken from one place.
     *
     * @param pointer where the document says so
     */
    record Taking(LotRef lot, String location, Quantity quantity, String pointer) {}

    /** For whom lots are judged: until when they must be good. */
    record Delivery(LocalDate deliverOn, int minimumRemainingDays) {
        LocalDate goodUntil(LocalDate today) {
            return (deliverOn.isAfter(today) ? deliverOn : today).plusDays(minimumRemainingDays);
        }
    }

    /** Everything that forbids shipping now, with pointers into the document. */
    static List<Violation> problemsOfShipping(ShipmentContent content, Facts facts) {
        List<Violation> problems = new ArrayList<>();
        if (content.lines().isEmpty()) {
            problems.add(new Violation(
                    NO_LINES, "/lines", "Shipment " + content.shipmentNumber() + " has no lines: nothing leaves."));
        }
        Instant occurredAt = content.occurredAt();
        if (occurredAt != null && facts.moment().isInFuture(occurredAt)) {
            problems.add(new Violation(
                    OCCURRED_IN_FUTURE, "/occurredAt", "occurredAt " + occurredAt + " is in the future."));
        }
        Delivery delivery = new Delivery(content.deliverOn(), content.minimumRemainingDays());
        List<Taking> takings = new ArrayList<>();
        for (int i = 0; i < content.lines().size(); i++) {
            ShipmentLine line = content.lines().get(i);
            String pointer = "/lines/" + i;
            if (line.lotTracked()) {
                entryProblems(line, pointer, problems);
                for (int j = 0; j < line.lots().size(); j++) {
                    LotPick pick = line.lots().get(j);
                    Taking taking = new Taking(
                            new LotRef(line.itemCode(), pick.lotNumber()),
                            pick.location(),
                            pick.quantity(),
                            pointer + "/lots/" + j);
                    lotProblems(taking, delivery, facts, problems);
                    takings.add(taking);
                }
            } else if (line.inventoried()) {
                Taking taking =
                        new Taking(new LotRef(line.itemCode(), null), content.location(), line.quantity(), pointer);
                placeProblems(taking, facts, problems);
                takings.add(taking);
            }
        }
        availabilityProblems(takings, reservedHere(content.lines()), facts, occurredAt, problems);
        return problems;
    }

    private static void entryProblems(ShipmentLine line, String pointer, List<Violation> problems) {
        if (line.lots().isEmpty()) {
            problems.add(new Violation(
                    LOTS_MISSING,
                    pointer + "/lots",
                    "Line " + line.lineNumber() + " (" + line.itemCode() + ") names no lots for " + line.quantity()
                            + " " + line.unit() + "."));
        } else if (!line.openQuantity().isZero()) {
            problems.add(doNotSum(line, line.named(), pointer + "/lots"));
        }
    }

    /** Everything that forbids naming these lots on a line, in place of those before. */
    static void problemsOfNaming(
            ShipmentLine line,
            List<LotPick> picks,
            Delivery delivery,
            Facts facts,
            String pointer,
            List<Violation> problems) {
        List<Taking> takings = new ArrayList<>();
        Set<List<Object>> seen = new HashSet<>();
        for (int i = 0; i < picks.size(); i++) {
            LotPick pick = picks.get(i);
            LotRef lot = new LotRef(line.itemCode(), pick.lotNumber());
            Taking taking = new Taking(lot, pick.location(), pick.quantity(), pointer + "/" + i);
            if (!seen.add(List.of(pick.lotNumber(), pick.location()))) {
                problems.add(new Violation(
                        LOT_TWICE,
                        taking.pointer(),
                        "Lot " + pick.lotNumber() + " stands twice on line " + line.lineNumber() + " at "
                                + pick.location() + "."));
            }
            lotProblems(taking, delivery, facts, problems);
            takings.add(taking);
        }
        ShipmentLine renamed = line.withLots(picks);
        if (renamed.openQuantity().isNegative()) {
            problems.add(doNotSum(line, renamed.named(), pointer));
        }
        availabilityProblems(takings, reservedHere(List.of(line)), facts, null, problems);
    }

    /** What forbids reserving everything that the lines of a new shipment name, all lines together. */
    static List<Violation> problemsOfReserving(ShipmentContent content, Facts facts) {
        List<Taking> takings = new ArrayList<>();
        for (int i = 0; i < content.lines().size(); i++) {
            ShipmentLine line = content.lines().get(i);
            for (int j = 0; j < line.lots().size(); j++) {
                LotPick pick = line.lots().get(j);
                takings.add(new Taking(
                        new LotRef(line.itemCode(), pick.lotNumber()),
                        pick.location(),
                        pick.quantity(),
                        "/lines/" + i + "/lots/" + j));
            }
        }
        List<Violation> problems = new ArrayList<>();
        availabilityProblems(takings, Map.of(), facts, null, problems);
        return problems;
    }

    private static Violation doNotSum(ShipmentLine line, Quantity named, String pointer) {
        return new Violation(
                LOTS_DO_NOT_SUM,
                pointer,
                "The lots of line " + line.lineNumber() + " (" + line.itemCode() + ") add up to " + named
                        + ", the line says " + line.quantity() + " " + line.unit() + ".");
    }

    private static void lotProblems(Taking taking, Delivery delivery, Facts facts, List<Violation> problems) {
        StockedLot lot = facts.lot(taking.lot().lotId());
        if (!lot.arrived()) {
            problems.add(new Violation(
                    LOT_UNKNOWN,
                    taking.pointer() + "/lotNumber",
                    "Nothing is known here of " + taking.lot()
                            + ": none of it was received, or the news has not come."));
            return;
        }
        if (lot.parked()) {
            problems.add(new Violation(
                    LOT_PARKED,
                    taking.pointer() + "/lotNumber",
                    "Events about " + taking.lot() + " could not be taken in and wait for a person; until then it is"
                            + " not shipped to customers."));
        }
        LocalDate date = lot.expirationDate();
        LocalDate goodUntil = delivery.goodUntil(facts.moment().today());
        if (date != null && date.isBefore(goodUntil)) {
            problems.add(new Violation(
                    LOT_EXPIRED,
                    taking.pointer() + "/lotNumber",
                    "The expiration date of " + taking.lot() + " is " + date + "; for this delivery it must be good on "
                            + goodUntil + "."));
        }
        placeProblems(taking, facts, problems);
    }

    private static void placeProblems(Taking taking, Facts facts, List<Violation> problems) {
        Place place = facts.catalog().place(taking.location()).orElse(null);
        if (place == null) {
            problems.add(new Violation(
                    LOCATION_UNKNOWN,
                    taking.pointer() + "/location",
                    "Location " + taking.location() + " does not exist."));
        } else if (!place.netStock()) {
            problems.add(new Violation(
                    LOCATION_NOT_NET,
                    taking.pointer() + "/location",
                    "What lies at " + taking.location() + " is not net stock: it does not go to customers."));
        }
    }

    /** A lot at a place. */
    private record Spot(LotRef lot, String location) {}

    /** What these lines reserve already, and may therefore take. */
    private static Map<Spot, Quantity> reservedHere(List<ShipmentLine> lines) {
        Map<Spot, Quantity> reserved = new LinkedHashMap<>();
        for (ShipmentLine line : lines) {
            for (LotPick pick : line.lots()) {
                reserved.merge(
                        new Spot(new LotRef(line.itemCode(), pick.lotNumber()), pick.location()),
                        pick.quantity(),
                        Quantity::plus);
            }
        }
        return reserved;
    }

    private static void availabilityProblems(
            List<Taking> takings,
            Map<Spot, Quantity> reservedHere,
            Facts facts,
            @Nullable Instant occurredAt,
            List<Violation> problems) {
        Map<Spot, Quantity> asked = new LinkedHashMap<>();
        Map<Spot, String> pointers = new LinkedHashMap<>();
        for (Taking taking : takings) {
            Spot spot = new Spot(taking.lot(), taking.location());
            asked.merge(spot, taking.quantity(), Quantity::plus);
            pointers.putIfAbsent(spot, taking.pointer() + "/quantity");
        }
        asked.forEach((spot, quantity) -> {
            StockedLot lot = facts.lot(spot.lot().lotId());
            Stock stock = lot.at(spot.location());
            Quantity available = stock.available().plus(reservedHere.getOrDefault(spot, Quantity.ZERO));
            String pointer = pointers.getOrDefault(spot, "");
            // A lot that is unknown has been refused already, unless it is the stock of an untracked item.
            if (quantity.compareTo(available) > 0
                    && (lot.arrived() || spot.lot().lotNumber() == null)) {
                problems.add(new Violation(NOT_AVAILABLE, pointer, notAvailable(spot, quantity, available, stock)));
            } else if (occurredAt != null) {
                firstShortage(lot, spot, quantity, occurredAt)
                        .ifPresent(shortage -> problems.add(new Violation(
                                NEGATIVE_IN_PAST,
                                pointer,
                                "If " + quantity + " of " + spot.lot() + " had left " + spot.location() + " at "
                                        + occurredAt + ", there would have been less than nothing at "
                                        + shortage.from() + ": " + shortage.balance() + " were there.")));
            }
        });
    }

    private static Optional<StockedLot.BalanceAt> firstShortage(
            StockedLot lot, Spot spot, Quantity quantity, Instant occurredAt) {
        List<StockedLot.BalanceAt> later = lot.balances().getOrDefault(spot.location(), List.of());
        if (later.isEmpty() || later.getFirst().from().isAfter(occurredAt)) {
            return Optional.of(new StockedLot.BalanceAt(occurredAt, Quantity.ZERO));
        }
        return later.stream()
                .filter(balance -> balance.balance().compareTo(quantity) < 0)
                .findFirst();
    }

    private static String notAvailable(Spot spot, Quantity asked, Quantity available, Stock stock) {
        String sentence = asked + " of " + spot.lot() + " at " + spot.location() + " are asked, " + available
                + " are available (" + stock.onHand() + " on hand)";
        if (stock.reservedBy().isEmpty()) {
            return sentence + ".";
        }
        List<String> shown =
                stock.reservedBy().stream().limit(RESERVED_BY_SHOWN_MAX).toList();
        int more = stock.reservedBy().size() - shown.size();
        return sentence + "; reserved by " + String.join(", ", shown) + (more > 0 ? " and " + more + " more." : ".");
    }

    /** The lines with the date of each lot as it is known now. */
    static List<ShipmentLine> withKnownDates(List<ShipmentLine> lines, Facts facts) {
        return lines.stream()
                .map(line -> line.withLots(line.lots().stream()
                        .map(pick -> new LotPick(
                                pick.lotNumber(),
                                facts.lot(new LotRef(line.itemCode(), pick.lotNumber()).lotId())
                                        .expirationDate(),
                                pick.quantity(),
                                pick.location(),
                                pick.overrideReason()))
                        .toList()))
                .toList();
    }
}
