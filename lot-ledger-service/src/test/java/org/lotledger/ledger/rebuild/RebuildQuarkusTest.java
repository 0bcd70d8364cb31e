package org.lotledger.ledger.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.ledger.LedgerClient.ask;
import static org.lotledger.ledger.LedgerClient.await;
import static org.lotledger.ledger.LedgerClient.get;
import static org.lotledger.ledger.LedgerClient.json;
import static org.lotledger.local.http.Call.given;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.EventLink;
import org.lotledger.events.ItemChanged;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.ItemType;
import org.lotledger.events.Source;
import org.lotledger.ledger.LedgerTables;
import org.lotledger.ledger.LotDraft;
import org.lotledger.ledger.TestAnnouncer;
import org.lotledger.ledger.TestAnnouncer.Announced;
import org.lotledger.ledger.TestLot;
import org.lotledger.ledger.TestWriters;
import org.lotledger.ledger.WriterServer;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;

/** The projection made anew from the writers' stores, which a small server stands for. */
@QuarkusTest
@WithTestResource(TestStack.class)
@WithTestResource(WriterServer.class)
@TestProfile(RebuildQuarkusTest.SmallSteps.class)
class RebuildQuarkusTest {
    private static final String REBUILD = "/projection/rebuild";
    private static final int LOTS = 15;
    private static final int EVENTS = 300;
    private static final int BATCH = 10;

    private final TestAnnouncer announcer = new TestAnnouncer();
    private final List<Announced> kept = new ArrayList<>();

    /** Many transactions out of few events, and no long waits. */
    public static final class SmallSteps implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "lots.rebuild.batch-size-max", Integer.toString(BATCH),
                    "lots.rebuild.poll-interval-millis", "50",
                    "lots.rebuild.lease-millis", "5000",
                    "lots.rebuild.patience-millis", "1500",
                    "lots.rebuild.retry-interval-millis", "50",
                    "lots.rebuild.keys-behind-max", "3");
        }
    }

    @BeforeEach
    void empty() {
        LedgerTables.execute(
                "truncate lot, lot_location, lot_transaction, lot_hold, discrepancy, item, location, parked");
    }

    @AfterEach
    void forget() {
        kept.forEach(TestWriters::forget);
        announcer.close();
    }

    @Test
    void a_rebuild_gives_the_same_tables() {
        List<Announced> events = history();
        keep(events);
        announcer.send(events);
        awaitAll(events);
        List<String> before = LedgerTables.everything();

        JsonNode done = rebuilt();

        assertThat(LedgerTables.everything()).isEqualTo(before);
        assertThat(done.get("progress").intValue()).isEqualTo(1);
        assertThat(done.get("step").asText()).isEqualTo("SETTLE");
        assertThat(done.get("eventsTotal").intValue()).isEqualTo(events.size());
        assertThat(done.get("eventsApplied").intValue()).isEqualTo(events.size());
        assertThat(done.get("problem").isNull()).isTrue();
        assertThat(done.get("startedBy").asText()).isEqualTo("local");
        assertThat(done.has("lastKey")).isFalse();
        assertThat(schemas()).containsExactly("projection");
        assertThat(get("/lots", "limit", 500).get("items")).hasSize(LOTS);
    }

    @Test
    void the_new_tables_are_used_from_then_on() {
        TestLot lot = TestLot.fresh();
        List<Announced> events = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            Announced more = announcer.announce(LotDraft.received(lot, "10"));
            keep(List.of(more));
            announcer.send(more);
            events.add(more);
            awaitAll(events);
            rebuilt();
            assertThat(get(lot.path()).get("onHand").intValue()).isEqualTo(10 * (round + 1));
            // A topic that is read again has repeats only.
            announcer.send(events);
        }
        Announced last = announcer.announce(LotDraft.shipped(lot, "5"));
        announcer.send(last);
        assertThat(get(lot.path(), "after", last.eventId()).get("onHand").intValue())
                .isEqualTo(25);
        assertThat(get(lot.path() + "/transactions").get("items")).hasSize(4);
    }

    @Test
    void damaged_tables_are_mended() {
        List<Announced> events = history();
        keep(events);
        announcer.send(events);
        awaitAll(events);
        List<String> before = LedgerTables.everything();
        String lot = events.getLast().event().key();
        LedgerTables.execute("update lot set received = received + 7 where lot_id = '" + lot + "'");
        LedgerTables.execute("update lot_location set on_hand = on_hand - 1");
        LedgerTables.execute("delete from lot_transaction where position % 3 = 0");
        LedgerTables.execute("insert into lot_transaction select (jsonb_populate_record(t, '{\"position\": 900}')).*"
                + " from lot_transaction t where position = 1");
        LedgerTables.execute("delete from lot where lot_id in (select lot_id from lot order by lot_id limit 5)");
        LedgerTables.execute("update item set description = 'damaged'");
        LedgerTables.execute("update lot_hold set released = true");
        assertThat(LedgerTables.everything()).isNotEqualTo(before);

        rebuilt();

        assertThat(LedgerTables.everything()).isEqualTo(before);
    }

    /** What the ledger has heard of in another order than it was written down: the rows are the same, their order is not. */
    @Test
    void another_order_of_the_sources_gives_the_same_balances() {
        List<Announced> events = history();
        keep(events);
        List<Announced> shuffled = new ArrayList<>(events);
        shuffled.sort(Comparator.comparing(Announced::source).reversed());
        announcer.send(shuffled);
        awaitAll(events);
        List<String> before = withoutOrder();

        rebuilt();

        assertThat(withoutOrder()).isEqualTo(before);
    }

    /**
     * Goal: no reader sees anything but what is, or was a moment ago, and the consumers go on. Method: a lot to which one
     * piece comes after the other, so that balance, history and count must agree and never fall.
     */
    @Test
    void under_load_readers_see_whole_answers_and_nothing_is_lost() throws Exception {
        List<Announced> others = history();
        keep(others);
        announcer.send(others);
        awaitAll(others);
        TestLot lot = TestLot.fresh();
        List<Announced> pieces = new ArrayList<>();
        AtomicBoolean running = new AtomicBoolean(true);
        AtomicInteger answers = new AtomicInteger();
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        pieces.add(piece(lot));
        awaitAll(pieces);
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            readers.add(Thread.ofPlatform().start(() -> {
                int least = 1;
                while (running.get()) {
                    try {
                        least = lookAt(lot, least);
                        answers.incrementAndGet();
                    } catch (AssertionError | RuntimeException e) {
                        wrong.add(String.valueOf(e));
                    }
                }
            }));
        }
        Thread writer = Thread.ofPlatform().start(() -> {
            while (running.get()) {
                pieces.add(piece(lot));
            }
        });
        for (int i = 0; i < 3; i++) {
            rebuilt();
        }
        int before = answers.get();
        await("readers go on", () -> answers.get() > before + 8);
        running.set(false);
        writer.join();
        for (Thread reader : readers) {
            reader.join();
        }
        awaitAll(pieces);
        assertThat(wrong).isEmpty();
        assertThat(get(lot.path()).get("onHand").intValue()).isEqualTo(pieces.size());
        assertThat(LedgerTables.number("select count(*) from lot_transaction where lot_id = '" + lot.id() + "'"))
                .isEqualTo(pieces.size());
        assertThat(LedgerTables.number("select count(*) from parked where state = 'OPEN'"))
                .isZero();
        assertThat(LedgerTables.number("select count(*) from discrepancy")).isZero();
        List<String> live = withoutOrder();
        rebuilt();
        assertThat(withoutOrder()).isEqualTo(live);
    }

    /** Stored by its writer first, then sent, as the services do. */
    private Announced piece(TestLot lot) {
        Announced one = announcer.announce(LotDraft.received(lot, "1"));
        keep(List.of(one));
        announcer.send(one);
        return one;
    }

    private static int lookAt(TestLot lot, int least) {
        int onHand = get(lot.path()).get("onHand").intValue();
        assertThat(onHand).isGreaterThanOrEqualTo(least);
        JsonNode newest = get(lot.path() + "/transactions", "order", "desc", "limit", 1);
        JsonNode all = get("/recall-report", "lotId", lot.id());
        assertThat(newest.get("items")).hasSize(1);
        int inReport = all.get("stock").get(0).get("onHand").intValue();
        assertThat(inReport).isGreaterThanOrEqualTo(onHand);
        assertThat(all.get("lots").get(0).get("onHand").intValue()).isEqualTo(inReport);
        int balance = get(lot.path() + "/balance").get("onHand").intValue();
        assertThat(balance).isGreaterThanOrEqualTo(inReport);
        return balance;
    }

    @Test
    void a_rebuild_that_is_taken_away_in_the_middle_goes_on_where_it_was() {
        List<Announced> events = history();
        keep(events);
        announcer.send(events);
        awaitAll(events);
        List<String> before = LedgerTables.everything();
        String id = idIn(start());
        for (int part = 1; part <= 3; part++) {
            int wanted = part * EVENTS / 5;
            await("a part is done", () -> applied(id) >= wanted);
            LedgerTables.execute("update rebuild set owner = gen_random_uuid(), lease_until = now() - interval '1 s'"
                    + " where status = 'RUNNING'");
        }

        JsonNode done = ended(id);

        assertThat(done.get("status").asText()).isEqualTo("DONE");
        assertThat(LedgerTables.everything()).isEqualTo(before);
        assertThat(done.get("eventsApplied").intValue())
                .as("only the events of the keys that were begun were read again")
                .isLessThan(EVENTS + 3 * (BATCH + 3 * EVENTS / LOTS));
    }

    @Test
    void a_database_that_was_killed_interrupts_it_only() {
        List<Announced> events = history();
        keep(events);
        announcer.send(events);
        awaitAll(events);
        List<String> before = LedgerTables.everything();
        String id = idIn(start());
        await("a part is done", () -> applied(id) > EVENTS / 4);
        TestStack.postgres().kill();
        TestStack.postgres().startAgain();
        await("the service is ready", () -> ask("/q/health/ready").status() == 200);

        assertThat(ended(id).get("status").asText()).isEqualTo("DONE");
        assertThat(LedgerTables.everything()).isEqualTo(before);
    }

    @Test
    void what_was_lost_is_there_afterwards_and_what_waited_for_it_is_let_go() {
        TestLot lost = TestLot.fresh();
        TestLot ahead = TestLot.fresh();
        TestLot forked = TestLot.fresh();
        Announced one = announcer.announce(LotDraft.received(lost, "10"));
        Announced two = announcer.announce(LotDraft.received(lost, "5"));
        Announced first = announcer.announce(LotDraft.received(ahead, "1"));
        Announced second = announcer.announce(LotDraft.received(ahead, "2"));
        TestAnnouncer other = announcer.fork();
        Announced good = announcer.announce(LotDraft.received(forked, "7"));
        Announced alien = other.announce(LotDraft.received(forked, "8"));
        keep(List.of(one, two, first, good));
        // The broker lost the first of each; of the third lot it brings the event of another history first.
        announcer.send(two, second, alien);
        awaitAll(List.of(alien));
        announcer.send(good);
        await("all are parked", () -> open().equals(List.of("AHEAD", "AHEAD", "FORK")));

        rebuilt();

        assertThat(get(lost.path()).get("onHand").intValue()).isEqualTo(15);
        assertThat(get(ahead.path(), "after", second.eventId()).get("onHand").intValue())
                .as("it was sent, and is not in the store yet")
                .isEqualTo(3);
        assertThat(get(forked.path()).get("onHand").intValue()).isEqualTo(7);
        assertThat(open()).isEmpty();
        keep(List.of(second));
        announcer.send(alien);
        await("the event of another history is parked", () -> open().equals(List.of("FORK")));
        rebuilt();
        assertThat(open()).as("it is nowhere in the store").containsExactly("FORK");
        other.close();
    }

    @Test
    void a_second_request_gets_the_rebuild_that_runs() {
        List<Announced> events = history();
        keep(events);
        Answer first = start("key-1");
        Answer second = start("key-2");
        Answer repeated = start("key-1");
        assertThat(first.status()).isEqualTo(202);
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(repeated.text()).isEqualTo(first.text());
        assertThat(ended(idIn(first)).get("status").asText()).isEqualTo("DONE");
        Answer later = start("key-3");
        assertThat(later.header("Location")).isNotEqualTo(first.header("Location"));
        assertThat(ended(idIn(later)).get("status").asText()).isEqualTo("DONE");
        assertThat(start("key-1").text()).isEqualTo(first.text());

        assertThat(ask(REBUILD + "/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(ask(REBUILD + "/one").status()).isEqualTo(404);
        Answer unknown =
                given().contentType("application/json").body("{\"fast\":true}").post(REBUILD);
        assertThat(json(unknown).get("code").asText()).isEqualTo("UNKNOWN_FIELD");
    }

    @Test
    void a_writer_that_cannot_be_read_fails_it_and_nothing_has_changed() {
        TestLot lot = TestLot.fresh();
        Announced one = announcer.announce(LotDraft.received(lot, "10"));
        announcer.send(one);
        awaitAll(List.of(one));
        List<String> before = LedgerTables.everything();
        kept.add(one);
        TestWriters.keep(one, "{garbage".getBytes(StandardCharsets.UTF_8), TestWriters.sha256(one.body()));

        JsonNode failed = ended(idIn(start()));

        assertThat(failed.get("status").asText()).isEqualTo("FAILED");
        assertThat(failed.get("problem").asText()).startsWith("The writer receiving does not answer as it should");
        assertThat(LedgerTables.everything()).isEqualTo(before);
        await("the next tables are gone", () -> schemas().equals(List.of("projection")));
        TestWriters.keep(one);
        rebuilt();
        assertThat(LedgerTables.everything()).isEqualTo(before);
    }

    @Test
    void an_event_that_cannot_be_read_fails_it() {
        Announced one = announcer.announce(LotDraft.received(TestLot.fresh(), "10"));
        kept.add(one);
        TestWriters.keep(one, "{\"lotId\":1}".getBytes(StandardCharsets.UTF_8), TestWriters.sha256(one.body()));

        JsonNode failed = ended(idIn(start()));

        assertThat(failed.get("status").asText()).isEqualTo("FAILED");
        assertThat(failed.get("problem").asText()).startsWith(one.eventId() + " cannot be read");
    }

    @Test
    void a_store_that_lacks_what_the_ledger_has_fails_it() {
        TestLot lot = TestLot.fresh();
        Announced one = announcer.announce(LotDraft.received(lot, "10"));
        Announced two = announcer.announce(LotDraft.received(lot, "5"));
        announcer.send(one, two);
        awaitAll(List.of(two));
        List<String> before = LedgerTables.everything();
        keep(List.of(one));

        JsonNode failed = ended(idIn(start()));

        assertThat(failed.get("status").asText()).isEqualTo("FAILED");
        assertThat(failed.get("problem").asText())
                .contains(lot.id().toString(), "{receiving=2}", "{receiving=1}", "stores do not have them");
        assertThat(LedgerTables.everything()).isEqualTo(before);
    }

    /** Of many lots, of all sources, each event written down after the one before. */
    private List<Announced> history() {
        Random dice = new Random(11);
        List<TestLot> lots = new ArrayList<>();
        List<Announced> events = new ArrayList<>();
        for (int i = 0; i < LOTS; i++) {
            TestLot lot = TestLot.fresh();
            lots.add(lot);
            events.add(announcer.announceItem(lot.itemCode(), link -> item(link, lot.itemCode())));
        }
        for (int i = events.size(); i < EVENTS; i++) {
            TestLot lot = lots.get(i < 2 * LOTS ? i - LOTS : dice.nextInt(LOTS));
            String quantity = Integer.toString(1 + dice.nextInt(9));
            LotDraft draft = i < 2 * LOTS
                    ? LotDraft.received(lot, "1000")
                    : switch (dice.nextInt(6)) {
                        case 0 -> LotDraft.shipped(lot, quantity).basedOn(Source.RECEIVING, 1);
                        case 1 ->
                            LotDraft.adjusted(lot, Source.RECEIVING, AdjustmentReason.EXPIRATION_CORRECTED, "0")
                                    .expires(LocalDate.of(2030, 1, 1).plusDays(dice.nextInt(99)));
                        case 2 -> LotDraft.hold(lot, AdjustmentReason.RECALL, "h-" + i);
                        case 3 -> LotDraft.hold(lot, AdjustmentReason.RELEASE, "h-" + dice.nextInt(i));
                        default -> LotDraft.received(lot, quantity).at("P" + dice.nextInt(3));
                    };
            events.add(announcer.announce(draft.recorded(LotDraft.NOON.plusSeconds(i))));
        }
        return events;
    }

    private static ItemChanged item(EventLink link, String itemCode) {
        return new ItemChanged(
                link,
                itemCode,
                "Gauze",
                ItemType.INVENTORIED,
                "EA",
                0,
                null,
                null,
                true,
                false,
                null,
                null,
                ItemStatus.ACTIVE,
                List.of(),
                1,
                LotDraft.NOON,
                "carla");
    }

    private void keep(List<Announced> events) {
        synchronized (kept) {
            kept.addAll(events);
        }
        TestWriters.keep(events.toArray(Announced[]::new));
    }

    private static void awaitAll(List<Announced> events) {
        Map<String, Announced> lastOfChain = new HashMap<>();
        events.forEach(event -> lastOfChain.merge(
                event.source() + event.event().key(),
                event,
                (one, other) -> one.sequence() > other.sequence() ? one : other));
        for (Announced event : lastOfChain.values()) {
            await(
                    event.eventId() + " is applied",
                    () -> ask("/lots", "limit", 1, "after", event.eventId()).status() == 200);
        }
    }

    private static JsonNode rebuilt() {
        JsonNode ended = ended(idIn(start()));
        assertThat(ended.get("status").asText()).as(ended.toString()).isEqualTo("DONE");
        return ended;
    }

    private static Answer start() {
        return start(UUID.randomUUID().toString());
    }

    private static Answer start(String key) {
        Answer answer = given().header("Idempotency-Key", key + RebuildQuarkusTest.class.hashCode())
                .post(REBUILD);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer;
    }

    private static String idIn(Answer started) {
        String location = started.header("Location");
        String id = location.substring(location.lastIndexOf('/') + 1);
        assertThat(location).endsWith(REBUILD + "/" + id);
        assertThat(json(started).get("id").asText()).isEqualTo(id);
        return id;
    }

    private static JsonNode ended(String id) {
        await("the rebuild has ended", () -> {
            Answer answer = ask(REBUILD + "/" + id);
            return answer.status() == 200
                    && !json(answer).get("status").asText().equals("RUNNING");
        });
        return get(REBUILD + "/" + id);
    }

    private static long applied(String id) {
        return get(REBUILD + "/" + id).get("eventsApplied").longValue();
    }

    private static List<String> schemas() {
        return LedgerTables.texts("select nspname from pg_namespace where nspname like 'projection%' order by 1");
    }

    private static List<String> open() {
        return LedgerTables.texts("select reason from parked where state = 'OPEN' order by reason");
    }

    private static List<String> withoutOrder() {
        List<String> rows = new ArrayList<>();
        rows.addAll(LedgerTables.texts("select lot::text from lot order by lot_id"));
        rows.addAll(LedgerTables.texts("select lot_location::text from lot_location order by lot_id, location"));
        rows.addAll(LedgerTables.texts("select (to_jsonb(t) - 'position' - 'running_balance' - 'place_balance'"
                + " - 'occurred_at_max' - 'recorded_at_max')::text from lot_transaction t"
                + " order by lot_id, source, sequence"));
        rows.addAll(LedgerTables.texts("select lot_hold::text from lot_hold order by lot_id, hold_id"));
        rows.addAll(LedgerTables.texts("select item::text from item order by item_code"));
        return rows;
    }
}
