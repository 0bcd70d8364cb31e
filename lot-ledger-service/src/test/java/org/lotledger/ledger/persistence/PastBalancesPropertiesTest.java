package org.lotledger.ledger.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.LotEvent;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.inbox.Arrival;
import org.lotledger.ledger.LotDraft;
import org.lotledger.ledger.TestAnnouncer;
import org.lotledger.ledger.TestLot;

/**
 * Goal: balances of the past are right on both clocks, per lot, item and place, whatever came late. Method: random
 * histories of two lots with random late entries are projected in random batches; each answer is compared with a model
 * that adds up what it finds.
 */
class PastBalancesPropertiesTest {
    private static final int QUESTIONS = 20;

    private static LedgerDatabase database;

    /** An event, its times in minutes from noon. */
    private record Entry(int lot, int place, int quantity, int occurred, int recorded) {}

    @BeforeContainer
    static void start() {
        database = new LedgerDatabase();
    }

    @AfterContainer
    static void stop() {
        database.close();
    }

    @Property(tries = 80)
    void balances_of_the_past_are_those_of_the_model(@ForAll("histories") List<Entry> history, @ForAll Random dice) {
        String item = TestLot.freshItem();
        List<TestLot> lots = List.of(TestLot.of(item, "one"), TestLot.of(item, "two"));
        project(lots, history, dice);
        PastBalances balances = new PastBalances(database.pool);
        for (int i = 0; i < QUESTIONS; i++) {
            Integer asOf = minute(history, Entry::occurred, dice);
            Integer knownAt = minute(history, Entry::recorded, dice);
            String place = dice.nextBoolean() ? null : "P" + dice.nextInt(4);
            String question = "as of " + asOf + ", known at " + knownAt + ", " + place;
            for (int lot = 0; lot < lots.size(); lot++) {
                assertThat(shown(LedgerDatabase.await(
                                balances.ofLot(lots.get(lot).id(), time(asOf), time(knownAt)))))
                        .as(question + ", lot " + lot)
                        .isEqualTo(model(history, lot, null, asOf, knownAt));
            }
            assertThat(shown(LedgerDatabase.await(balances.ofItem(item, time(asOf), time(knownAt), place))))
                    .as(question)
                    .isEqualTo(model(history, null, place, asOf, knownAt));
        }
    }

    private static Map<String, BigDecimal> model(
            List<Entry> history, Integer lot, String place, Integer asOf, Integer knownAt) {
        Map<String, BigDecimal> balance = new TreeMap<>();
        for (Entry entry : history) {
            if ((lot == null || entry.lot() == lot)
                    && (place == null || place.equals("P" + entry.place()))
                    && (asOf == null || entry.occurred() <= asOf)
                    && (knownAt == null || entry.recorded() <= knownAt)) {
                balance.merge("P" + entry.place(), BigDecimal.valueOf(entry.quantity()), BigDecimal::add);
            }
        }
        balance.values().removeIf(quantity -> quantity.signum() == 0);
        return balance;
    }

    private static Map<String, BigDecimal> shown(List<LotRow.LotPlace> places) {
        Map<String, BigDecimal> balance = new TreeMap<>();
        places.forEach(place -> balance.put(
                place.location(), place.onHand().stripTrailingZeros().setScale(0)));
        assertThat(balance).hasSameSizeAs(places);
        return balance;
    }

    private static void project(List<TestLot> lots, List<Entry> history, Random dice) {
        TestAnnouncer announcer = new TestAnnouncer();
        List<Arrival<LotEvent>> arrivals = new ArrayList<>();
        for (Entry entry : history) {
            arrivals.add(announcer
                    .announce(draft(lots.get(entry.lot()), entry)
                            .happened(time(entry.occurred()))
                            .recorded(time(entry.recorded())))
                    .arrival());
        }
        for (int from = 0; from < arrivals.size(); ) {
            int to = Math.min(arrivals.size(), from + 1 + dice.nextInt(8));
            database.project(arrivals.subList(from, to));
            from = to;
        }
    }

    private static LotDraft draft(TestLot lot, Entry entry) {
        String quantity = Integer.toString(Math.abs(entry.quantity()));
        if (entry.quantity() == 0) {
            return LotDraft.hold(lot, AdjustmentReason.HOLD, "h");
        }
        return (entry.quantity() > 0
                        ? LotDraft.received(lot, quantity)
                        : LotDraft.adjusted(lot, Source.SHIPPING, AdjustmentReason.LOSS, "-" + quantity))
                .at("P" + entry.place());
    }

    /** Now, the time of an event, or one next to it. */
    private static Integer minute(List<Entry> history, ToIntFunction<Entry> clock, Random dice) {
        if (history.isEmpty() || dice.nextInt(4) == 0) {
            return null;
        }
        return clock.applyAsInt(history.get(dice.nextInt(history.size()))) + dice.nextInt(3) - 1;
    }

    private static Instant time(Integer minute) {
        return minute == null ? null : LotDraft.NOON.plusSeconds(60L * minute);
    }

    /** Some histories are in order but for a few late entries, some are all confusion. */
    @Provide
    Arbitrary<List<Entry>> histories() {
        Arbitrary<Integer> late = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(0)),
                Tuple.of(1, Arbitraries.integers().between(-60, 3)));
        Arbitrary<List<Entry>> fewLate = entries(late)
                .map(entries -> IntStream.range(0, entries.size())
                        .mapToObj(i -> {
                            Entry entry = entries.get(i);
                            return new Entry(
                                    entry.lot(),
                                    entry.place(),
                                    entry.quantity(),
                                    2 * i + entry.occurred(),
                                    2 * i + entry.recorded());
                        })
                        .toList());
        return Arbitraries.oneOf(fewLate, entries(Arbitraries.integers().between(0, 12)));
    }

    private static Arbitrary<List<Entry>> entries(Arbitrary<Integer> times) {
        return Combinators.combine(
                        Arbitraries.of(0, 0, 0, 1),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(-9, 9),
                        times,
                        times)
                .as(Entry::new)
                .list()
                .ofMaxSize(50);
    }
}
