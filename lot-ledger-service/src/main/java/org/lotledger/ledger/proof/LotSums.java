package org.lotledger.ledger.proof;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.events.Quantity;
import org.lotledger.ledger.lot.Hold;
import org.lotledger.ledger.lot.LotTotals;
import org.lotledger.ledger.lot.Movement;
import org.lotledger.ledger.proof.Difference.Kind;

/**
 * What the announced events of one lot come to, compared with what the ledger's rows of the lot say. The order of events
 * of different sources does not matter to it.
 */
final class LotSums {
    private final String key;
    private final Consumer<Difference> found;
    private final Map<String, Quantity> places = new TreeMap<>();
    private final Set<String> units = new HashSet<>();
    private Movement movement = Movement.NONE;
    private long eventCount;
    private @Nullable LotFact anyFact;

    LotSums(String key, Consumer<Difference> found) {
        this.key = key;
        this.found = found;
    }

    /** The next event that the ledger has applied; null counts one that cannot be read. */
    void add(@Nullable LotEvent event) {
        eventCount++;
        if (event == null) {
            return;
        }
        LotFact fact = event.fact();
        anyFact = fact;
        units.add(fact.unit());
        movement = movement.then(Movement.of(event));
        if (fact.location() != null) {
            places.merge(fact.location(), fact.quantityChange(), Quantity::plus);
        }
    }

    /** Compares all sums. */
    void compare(LedgerLot known) {
        compareTotals(known);
        comparePlaces(known);
        compareHolds(known);
        compareFields(known);
        same(Kind.BELOW_ZERO, "balances that fell below zero", 0L, known.belowZeroCount());
    }

    private void compareTotals(LedgerLot known) {
        LotTotals expected = movement.change();
        LotTotals actual = known.totals();
        same(Kind.TOTAL, "received", expected.received(), actual.received());
        same(Kind.TOTAL, "shipped", expected.shipped(), actual.shipped());
        same(Kind.TOTAL, "returned", expected.returned(), actual.returned());
        same(Kind.TOTAL, "adjusted", expected.adjusted(), actual.adjusted());
        same(Kind.TOTAL, "inTransit", expected.inTransit(), actual.inTransit());
        same(Kind.TOTAL, "onHand", expected.onHand(), known.onHand());
    }

    private void comparePlaces(LedgerLot known) {
        Set<String> all = new TreeSet<>(places.keySet());
        all.addAll(known.places().keySet());
        for (String location : all) {
            Quantity expected = places.getOrDefault(location, Quantity.ZERO);
            Quantity actual = known.places().getOrDefault(location, Quantity.ZERO);
            if (!expected.equals(actual)) {
                found.accept(new Difference(
                        Kind.LOCATION_BALANCE,
                        key,
                        null,
                        null,
                        location,
                        "onHand",
                        expected.toString(),
                        actual.toString()));
            }
        }
    }

    private void compareHolds(LedgerLot known) {
        Set<String> all = new TreeSet<>(movement.holds().keySet());
        all.addAll(known.holds().keySet());
        for (String holdId : all) {
            same(
                    Kind.HOLD,
                    "hold " + holdId,
                    shown(movement.holds().get(holdId)),
                    shown(known.holds().get(holdId)));
        }
    }

    private static @Nullable String shown(@Nullable Hold hold) {
        return hold == null ? null : hold.kind() + (hold.released() ? ", released" : ", in force");
    }

    private void compareFields(LedgerLot known) {
        same(Kind.EXPIRATION_DATE, "expirationDate", movement.expirationDate(), known.expirationDate());
        same(Kind.LOT_FIELD, "firstReceivedAt", movement.receivedAt(), known.firstReceivedAt());
        same(Kind.LOT_FIELD, "occurredAtMax", movement.occurredAtMax(), known.occurredAtMax());
        same(Kind.LOT_FIELD, "recordedAtMax", movement.recordedAtMax(), known.recordedAtMax());
        same(Kind.LOT_FIELD, "number of events", eventCount, known.transactionCount());
        LotFact fact = anyFact;
        if (fact != null) {
            same(Kind.LOT_FIELD, "itemCode", fact.itemCode(), known.itemCode());
            same(
                    Kind.LOT_FIELD,
                    "lotNumber",
                    fact.lotNumber() == null ? null : fact.lotNumber().value(),
                    known.lotNumber());
            if (!units.contains(known.unit())) {
                same(Kind.LOT_FIELD, "unit", fact.unit(), known.unit());
            }
        }
    }

    private void same(Kind kind, String detail, @Nullable Object expected, @Nullable Object actual) {
        if (!Objects.equals(expected, actual)) {
            found.accept(new Difference(
                    kind,
                    key,
                    null,
                    null,
                    null,
                    detail,
                    expected == null ? null : expected.toString(),
                    actual == null ? null : actual.toString()));
        }
    }
}
