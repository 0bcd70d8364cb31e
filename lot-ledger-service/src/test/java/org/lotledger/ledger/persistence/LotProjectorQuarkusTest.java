package org.lotledger.ledger.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.LotEvent;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.inbox.Arrival;
import org.lotledger.eventsourcing.rest.Commands;
import org.lotledger.ledger.LedgerTables;
import org.lotledger.ledger.LotDraft;
import org.lotledger.ledger.TestAnnouncer;
import org.lotledger.ledger.TestLot;
import org.lotledger.local.TestStack;

@QuarkusTest
@WithTestResource(TestStack.class)
class LotProjectorQuarkusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int EVENTS = 200;

    @Inject
    Pool pool;

    @Inject
    LotProjector projector;

    /**
     * Goal: how the topic happens to be cut into batches is not seen in the ledger. Method: the same events in one batch,
     * in two, one by one and at random; the tables are emptied in between and compared.
     */
    @Test
    void the_same_events_give_the_same_rows_however_they_are_cut_into_batches() {
        List<Arrival<LotEvent>> events = events();
        List<String> whole = project(List.of(events));
        assertThat(project(List.of(events.subList(0, 77), events.subList(77, EVENTS))))
                .isEqualTo(whole);
        assertThat(project(events.stream().map(List::of).toList())).isEqualTo(whole);
        List<List<Arrival<LotEvent>>> random = new ArrayList<>();
        Random dice = new Random(7);
        for (int from = 0; from < EVENTS; ) {
            int to = Math.min(EVENTS, from + 1 + dice.nextInt(20));
            random.add(events.subList(from, to));
            from = to;
        }
        assertThat(project(random)).isEqualTo(whole);
        assertThat(whole.stream().filter(row -> row.contains("LotShipped")).count())
                .isGreaterThan(10);
    }

    private static List<Arrival<LotEvent>> events() {
        TestAnnouncer announcer = new TestAnnouncer();
        List<TestLot> lots = List.of(TestLot.fresh(), TestLot.fresh(), TestLot.of(TestLot.freshItem(), null));
        Random dice = new Random(42);
        List<Arrival<LotEvent>> events = new ArrayList<>();
        while (events.size() < EVENTS) {
            TestLot lot = lots.get(dice.nextInt(lots.size()));
            String quantity = dice.nextInt(1, 50) + "." + dice.nextInt(10);
            LotDraft draft = switch (dice.nextInt(6)) {
                case 0 -> LotDraft.shipped(lot, quantity);
                case 1 ->
                    LotDraft.adjusted(lot, Source.RECEIVING, AdjustmentReason.EXPIRATION_CORRECTED, "0")
                            .expires(LocalDate.of(2030, 1, 1).plusDays(dice.nextInt(99)));
                case 2 -> LotDraft.hold(lot, AdjustmentReason.RECALL, "h-" + events.size());
                case 3 -> LotDraft.hold(lot, AdjustmentReason.RELEASE, "h-" + dice.nextInt(events.size() + 1));
                default -> LotDraft.received(lot, quantity).at("P" + dice.nextInt(3));
            };
            events.add(announcer
                    .announce(draft.happened(LotDraft.NOON.minusSeconds(dice.nextInt(9_999))))
                    .arrival());
        }
        return events;
    }

    private List<String> project(List<List<Arrival<LotEvent>>> batches) {
        LedgerTables.execute("truncate lot, lot_location, lot_transaction, lot_hold, discrepancy");
        for (List<Arrival<LotEvent>> batch : batches) {
            Commands.inTransaction(
                            pool,
                            tx -> projector
                                    .lock(
                                            tx,
                                            batch.stream()
                                                    .map(a -> a.event().fact())
                                                    .toList())
                                    .flatMap(positions ->
                                            projector.apply(tx, batch, LedgerDatabase.moved(positions, batch))))
                    .await()
                    .atMost(PATIENCE);
        }
        // The consumer may be reading what other tests have sent.
        Set<String> lots = batches.stream()
                .flatMap(List::stream)
                .map(arrival -> arrival.event().fact().lotId().toString())
                .collect(Collectors.toSet());
        return LedgerTables.everything().stream()
                .filter(row -> lots.stream().anyMatch(row::contains))
                .toList();
    }
}
