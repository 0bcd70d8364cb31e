package org.lotledger.shipping.stock;

import static org.lotledger.shipping.stock.StockRefusal.LOT_UNKNOWN;
import static org.lotledger.shipping.stock.StockRefusal.NEGATIVE_IN_PAST;
import static org.lotledger.shipping.stock.StockRefusal.NOT_AVAILABLE;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Violation;

/** Never negative, whoever takes: not more than is there, on neither clock (rules 11 and 23 of the domain). */
public final class StockGuard {
    /** Shipments named in a refusal; more would hide the sentence. */
    private static final int RESERVED_BY_SHOWN_MAX = 5;

    private StockGuard() {}

    /** A lot of which nothing ever came cannot be taken. */
    public static Optional<Violation> unknown(Taking taking, Facts facts) {
        return facts.lot(taking.lot()).arrived()
                ? Optional.empty()
                : Optional.of(new Violation(
                        LOT_UNKNOWN,
                        taking.pointer() + "/lotNumber",
                        "Nothing is known here of " + taking.lot()
                                + ": none of it was received, or the news has not come."));
    }

    /**
     * What forbids taking all of this together.
     *
     * @param reservedHere what the document that takes has reserved itself, and may therefore take
     * @param occurredAt when it was taken, for a document that is dated back; null when it is not
     */
    public static void check(
            List<Taking> takings,
            Map<Spot, Quantity> reservedHere,
            Facts facts,
            @Nullable Instant occurredAt,
            List<Violation> problems) {
        Map<Spot, Quantity> asked = new LinkedHashMap<>();
        Map<Spot, String> pointers = new LinkedHashMap<>();
        for (Taking taking : takings) {
            asked.merge(taking.spot(), taking.quantity(), Quantity::plus);
            pointers.putIfAbsent(taking.spot(), taking.pointer() + "/quantity");
        }
        asked.forEach((spot, quantity) -> {
            StockedLot lot = facts.lot(spot.lot());
            Stock stock = lot.at(spot.location());
            Quantity available = stock.available().plus(reservedHere.getOrDefault(spot, Quantity.ZERO));
            String pointer = pointers.getOrDefault(spot, "");
            if (quantity.compareTo(available) > 0) {
                // A lot that is unknown has been refused already, unless it is the stock of an untracked item.
                if (lot.arrived() || spot.lot().lotNumber() == null) {
                    problems.add(new Violation(NOT_AVAILABLE, pointer, notAvailable(spot, quantity, available, stock)));
                }
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
}
