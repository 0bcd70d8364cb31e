package org.lotledger.shipping.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.shipping.World;
import org.lotledger.shipping.stock.StockedLot.BalanceAt;

/**
 * Rule 23: never negative on both clocks. Receipts and removals come in any order, each dated back as it likes; the
 * guard must accept a removal exactly when the books, written down so far, would nowhere fall below nothing.
 */
class NeverNegativePropertyTest {
    private static final LotRef LOT = new LotRef("MILK", World.lot("A"));
    private static final int TIMES = 12;

    /** What is asked to be booked: a removal when the quantity is less than 0. */
    record Booking(int time, int quantity) {}

    /** The books in so few lines that they need no test: every booking, and what was there at a time. */
    private static final class Books {
        private final List<Booking> accepted = new ArrayList<>();

        int asOf(int time) {
            return accepted.stream()
                    .filter(booking -> booking.time() <= time)
                    .mapToInt(Booking::quantity)
                    .sum();
        }

        boolean bearsAlso(Booking booking) {
            return IntStream.range(booking.time(), TIMES).allMatch(time -> asOf(time) + booking.quantity() >= 0);
        }

        boolean neverNegative() {
            return IntStream.range(0, TIMES).allMatch(time -> asOf(time) >= 0);
        }
    }

    @Property
    void a_removal_is_accepted_exactly_when_no_balance_on_either_clock_falls_below_nothing(
            @ForAll("bookings") List<Booking> bookings) {
        Books books = new Books();
        for (Booking booking : bookings) {
            if (booking.quantity() > 0) {
                books.accepted.add(booking);
            } else {
                boolean accepted = guardAccepts(booking, books);
                assertThat(accepted).as("%s after %s", booking, books.accepted).isEqualTo(books.bearsAlso(booking));
                if (accepted) {
                    books.accepted.add(booking);
                }
            }
            assertThat(books.neverNegative()).as("%s", books.accepted).isTrue();
        }
    }

    @Provide
    Arbitrary<List<Booking>> bookings() {
        Arbitrary<Integer> times = Arbitraries.integers().between(0, TIMES - 1);
        Arbitrary<Integer> quantities = Arbitraries.integers().between(-6, 6).filter(quantity -> quantity != 0);
        return Combinators.combine(times, quantities).as(Booking::new).list().ofMaxSize(25);
    }

    private static boolean guardAccepts(Booking removal, Books books) {
        List<Violation> problems = new ArrayList<>();
        Taking taking = new Taking(LOT, "MAIN", Quantity.of(-removal.quantity()), "/lines/0/lots/0");
        Facts facts = new Facts(World.CATALOG, Map.of(LOT.lotId(), known(removal.time(), books)), World.MOMENT, null);
        StockGuard.check(List.of(taking), Map.of(), facts, at(removal.time()), problems);
        assertThat(problems)
                .extracting(problem -> problem.code().name())
                .isSubsetOf("NOT_AVAILABLE", "NEGATIVE_IN_PAST");
        return problems.isEmpty();
    }

    /** The lot as the database would tell it to a removal that is dated back to that time. */
    private static StockedLot known(int time, Books books) {
        int added = books.accepted.stream()
                .mapToInt(booking -> Math.max(booking.quantity(), 0))
                .sum();
        int removed = added - books.asOf(TIMES);
        TreeMap<Integer, BalanceAt> changes = new TreeMap<>();
        books.accepted.forEach(booking -> {
            int from = Math.max(booking.time(), time);
            changes.put(from, new BalanceAt(at(from), Quantity.of(books.asOf(from))));
        });
        return new StockedLot(
                true,
                null,
                null,
                false,
                List.of(),
                Map.of("MAIN", new Stock(Quantity.of(added), Quantity.of(removed), Quantity.ZERO, List.of())),
                Map.of("MAIN", List.copyOf(changes.values())),
                1,
                null,
                null);
    }

    private static Instant at(int time) {
        return World.NOW.minusSeconds(60L * (TIMES - time));
    }
}
