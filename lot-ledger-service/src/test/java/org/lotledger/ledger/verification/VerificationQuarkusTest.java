package org.lotledger.ledger.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.ledger.LedgerClient.ask;
import static org.lotledger.ledger.LedgerClient.await;
import static org.lotledger.ledger.LedgerClient.get;
import static org.lotledger.local.http.Call.given;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lotledger.events.AdjustmentReason;
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

/**
 * Goal: what is harmed anywhere is found and named; what is not harmed is clean. Method: events go through Kafka into the
 * ledger and stand in the writers' stores; then something is changed behind the service's back, verified, and repaired.
 */
@QuarkusTest
@WithTestResource(TestStack.class)
@WithTestResource(WriterServer.class)
class VerificationQuarkusTest {
    private static final int EVENTS_AWAITED_AT_ONCE = 100;

    private final TestAnnouncer announcer = new TestAnnouncer();
    private final List<Announced> kept = new ArrayList<>();

    @AfterEach
    void close() {
        kept.forEach(TestWriters::keep);
        announcer.close();
    }

    @Test
    void an_unharmed_ledger_is_clean() {
        TestLot lot = lot();
        announceItem(lot.itemCode());
        JsonNode clean = verify();
        assertClean(clean);
        assertThat(clean.get("lots").longValue()).isGreaterThanOrEqualTo(1);
        assertThat(clean.get("events").longValue()).isGreaterThanOrEqualTo(7);
        assertThat(clean.get("progress").doubleValue()).isEqualTo(1);
        assertThat(clean.get("differencesFound").longValue()).isZero();
        assertThat(clean.get("startedAt").isTextual()).isTrue();
        assertThat(clean.get("endedAt").isTextual()).isTrue();
        assertThat(clean.get("problem").isNull()).isTrue();
    }

    @Test
    void a_changed_balance_is_found() {
        TestLot lot = lot();
        harmed(
                "update lot set received = received + 1 where lot_id = '" + lot.id() + "'",
                "update lot set received = received - 1 where lot_id = '" + lot.id() + "'",
                difference("TOTAL", lot, "received", "15", "16"),
                difference("TOTAL", lot, "onHand", "9", "10"));
    }

    @Test
    void a_changed_place_is_found() {
        TestLot lot = lot();
        harmed(
                "update lot_location set on_hand = 99 where location = 'WEST' and lot_id = '" + lot.id() + "'",
                "update lot_location set on_hand = 3 where location = 'WEST' and lot_id = '" + lot.id() + "'",
                difference("LOCATION_BALANCE", lot, "onHand", "3", "99"));
    }

    @Test
    void changed_balances_in_the_history_are_found_where_they_are() {
        TestLot lot = lot();
        String row = " where position = 2 and lot_id = '" + lot.id() + "'";
        harmed(
                "update lot_transaction set running_balance = 7, place_balance = 8" + row,
                "update lot_transaction set running_balance = 6, place_balance = 6" + row,
                difference("RUNNING_BALANCE", lot, "running balance at position 2", "6", "7"),
                difference("PLACE_BALANCE", lot, "balance of the place at position 2", "6", "8"));
    }

    @Test
    void a_missing_row_is_found() {
        TestLot lot = lot();
        String row = " where position = 2 and lot_id = '" + lot.id() + "'";
        LedgerTables.execute("create table taken as select * from lot_transaction" + row);
        harmed(
                "delete from lot_transaction" + row,
                "insert into lot_transaction select * from taken",
                difference("EVENT_MISSING", lot, "an event in the history", "shipping." + lot.id() + ".1", "null"));
        LedgerTables.execute("drop table taken");
    }

    @Test
    void a_doubled_row_is_found() {
        TestLot lot = lot();
        harmed(
                "create table doubled as select * from lot_transaction where position = 2 and lot_id = '" + lot.id()
                        + "';"
                        + "update doubled set position = 6, running_balance = 9; insert into lot_transaction select * from doubled;"
                        + "drop table doubled",
                "delete from lot_transaction where position = 6 and lot_id = '" + lot.id() + "'",
                difference("EVENT_DOUBLED", lot, "an event in the history", "once", "again at position 6"));
    }

    @Test
    void a_swapped_order_is_found() {
        TestLot lot = lot();
        String swap = "update lot_transaction set position = -position where position in (1, 4) and lot_id = '"
                + lot.id() + "'; update lot_transaction set position = 5 + position where position < 0 and lot_id = '"
                + lot.id() + "'";
        LedgerTables.execute(swap);
        List<String> found = found(verify());
        LedgerTables.execute(swap);
        assertThat(found).contains(difference("EVENT_ORDER", lot, "position in the history", "after 4", "1"));
        assertClean(verify());
    }

    @Test
    void a_changed_hash_and_a_changed_date_and_a_lost_hold_are_found() {
        TestLot lot = lot();
        String before = LedgerTables.texts("select applied::text from lot where lot_id = '" + lot.id() + "'")
                .getFirst();
        harmed(
                "update lot set applied = jsonb_set(applied, '{receiving,1}', '\"00\"'), expiration_date = '2031-01-01'"
                        + " where lot_id = '" + lot.id() + "'; update lot_hold set released = true where lot_id = '"
                        + lot.id() + "'",
                "update lot set applied = '" + before + "', expiration_date = '2030-06-30' where lot_id = '" + lot.id()
                        + "'; update lot_hold set released = false where lot_id = '" + lot.id() + "'",
                difference(
                        "POSITION",
                        lot,
                        "hash of the last event applied",
                        before.replaceFirst(".*\"receiving\": \\[2, \"(\\w+)\".*", "$1"),
                        "00"),
                difference("HOLD", lot, "hold H-1", "HOLD, in force", "HOLD, released"),
                difference("EXPIRATION_DATE", lot, "expirationDate", "2030-06-30", "2031-01-01"));
    }

    @Test
    void a_changed_row_says_which_field() {
        TestLot lot = lot();
        String row = " where position = 1 and lot_id = '" + lot.id() + "'";
        harmed(
                "update lot_transaction set quantity_change = 11, document_number = 'R-2', \"references\" = '{\"order\": \"1\"}'"
                        + row,
                "update lot_transaction set quantity_change = 10, document_number = 'R-1', \"references\" = '{}'" + row,
                difference(
                        "EVENT_CONTENT",
                        lot,
                        "quantityChange, document.number, references",
                        "10, R-1, {}",
                        "11, R-2, {order=1}"));
    }

    @Test
    void a_lot_that_nobody_announced_is_found() {
        TestLot lot = TestLot.fresh();
        harmed(
                "insert into lot (lot_id, item_code, lot_number, unit, received) values ('" + lot.id()
                        + "', 'X', 'L', 'EA', 5)",
                "delete from lot where lot_id = '" + lot.id() + "'",
                difference("LOT_UNANNOUNCED", lot, "a lot of the ledger", "null", "X L"));
    }

    @Test
    void an_announcement_changed_in_a_writers_store_is_found() {
        TestLot lot = lot();
        Announced first = kept(lot, "receiving", 1);
        byte[] changed = new String(first.body(), UTF_8)
                .replace("\"quantityChange\":10", "\"quantityChange\":12")
                .getBytes(UTF_8);
        TestWriters.keep(first, changed, TestWriters.sha256(first.body()));
        List<String> found = found(verify());
        TestWriters.keep(first);
        assertThat(found)
                .contains(
                        difference(
                                "HASH_WRONG",
                                lot,
                                "hash that the writer keeps",
                                TestWriters.sha256(changed),
                                TestWriters.sha256(first.body())),
                        difference(
                                "CHAIN_BROKEN",
                                lot,
                                "previousHash",
                                TestWriters.sha256(changed),
                                TestWriters.sha256(first.body())),
                        difference("EVENT_CONTENT", lot, "quantityChange", "12", "10"),
                        difference("TOTAL", lot, "received", "17", "15"));
        assertClean(verify());
    }

    @Test
    void an_announcement_missing_in_a_writers_store_is_found() {
        TestLot lot = lot();
        Announced last = kept(lot, "receiving", 2);
        TestWriters.forget(last);
        List<String> found = found(verify());
        TestWriters.keep(last);
        assertThat(found)
                .contains(
                        difference("EVENT_UNANNOUNCED", lot, "an event in the history", "null", last.eventId()),
                        difference("POSITION", lot, "the last event applied, by what is announced", "at most 1", "2"));
        assertClean(verify());
    }

    @Test
    void what_is_announced_and_not_applied_is_lag_when_it_is_new_and_a_difference_when_it_is_old() {
        TestLot lot = lot();
        Announced lag = announcer.announce(LotDraft.shipped(lot, "1").recorded(now()));
        TestLot unknown = TestLot.fresh();
        Announced lagOfUnknown =
                announcer.announce(LotDraft.received(unknown, "1").recorded(now()));
        TestWriters.keep(lag, lagOfUnknown);
        assertClean(verify());
        TestWriters.forget(lag);
        TestWriters.forget(lagOfUnknown);
        TestLot lost = TestLot.fresh();
        Announced old = announcer.announce(LotDraft.received(lost, "1"));
        TestWriters.keep(old);
        List<String> found = found(verify());
        TestWriters.forget(old);
        assertThat(found)
                .containsExactly(difference(
                        "NOT_APPLIED",
                        lost,
                        "the last event applied, written down at 2026-11-20T12:01:00Z",
                        "at least 1",
                        "0"));
    }

    @Test
    void a_changed_copy_of_an_item_is_found_and_one_that_the_catalog_does_not_know() {
        String itemCode = TestLot.freshItem();
        announceItem(itemCode);
        LedgerTables.execute("update item set description = 'Other' where item_code = '" + itemCode + "'");
        LedgerTables.execute(
                "insert into location (location, sequence, name, net_stock) values ('NOWHERE', 1, 'N', true)");
        List<String> found = found(verify());
        LedgerTables.execute("update item set description = 'Gauze' where item_code = '" + itemCode + "'");
        LedgerTables.execute("delete from location where location = 'NOWHERE'");
        assertThat(found)
                .containsExactly(
                        "CATALOG_COPY item:" + itemCode + ": copy:"
                                + " {description=Gauze, lotTracked=true, unit=EA} != {description=Other, lotTracked=true, unit=EA}",
                        "CATALOG_COPY location:NOWHERE: a state that the catalog announced: null != {name=N, netStock=true}");
        assertClean(verify());
    }

    /** Method: more lots than one snapshot takes, harmed at both ends; more differences than the list shows. */
    @Test
    void many_lots_are_compared_in_parts_and_the_list_of_differences_is_cut() {
        List<Announced> events = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            events.add(announcer.announce(LotDraft.received(TestLot.fresh(), "1")));
        }
        sendAndKeep(events);
        JsonNode clean = verify();
        assertClean(clean);
        assertThat(clean.get("lots").longValue()).isGreaterThanOrEqualTo(1_200);
        String lots =
                "where lot_id in (select lot_id from lot_transaction where document_number = 'R-1' group by lot_id"
                        + " having count(*) = 1 and min(quantity_change) = 1)";
        LedgerTables.execute("update lot set unit = 'KG' " + lots);
        JsonNode different = verify();
        LedgerTables.execute("update lot set unit = 'EA' " + lots);
        assertThat(different.get("differencesFound").longValue()).isGreaterThanOrEqualTo(1_200);
        assertThat(different.get("differences").size()).isEqualTo(100);
        assertClean(verify());
    }

    @Test
    void a_writer_that_answers_nonsense_makes_it_fail_and_says_who() {
        TestLot lot = lot();
        Announced first = kept(lot, "receiving", 1);
        TestWriters.keep(first, "{\"open\":".getBytes(UTF_8), "00");
        JsonNode failed = verify();
        TestWriters.keep(first);
        assertThat(failed.get("status").asText()).isEqualTo("FAILED");
        assertThat(failed.get("problem").asText()).contains("The writer receiving does not answer as it should");
        assertClean(verify());
    }

    @Test
    void what_a_writer_says_of_its_private_events_is_told() {
        TestWriters.mapping(
                "shipping",
                "{\"checked\":1,\"differences\":[{\"eventId\":\"shipping.x.1\",\"stream\":\"shipment:S-1\",\"version\":2,"
                        + "\"detail\":\"its event makes another body\"}],\"nextCursor\":null}");
        List<String> found = found(verify());
        TestWriters.mapping("shipping", null);
        assertThat(found)
                .containsExactly("MAPPING shipment:S-1: event 2 of the stream: its event makes another body:"
                        + " null != shipping.x.1");
    }

    @Test
    void one_runs_at_a_time_and_a_second_call_answers_that_one() {
        UUID running = UUID.randomUUID();
        LedgerTables.execute("insert into verification (id, status, runner, lease_until, started_at) values ('"
                + running + "', 'RUNNING', 'elsewhere', now() + interval '1 minute', now())");
        Answer second = given().post("/verifications");
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.header("Location")).endsWith("/verifications/" + running);
        assertThat(get("/verifications/" + running).get("status").asText()).isEqualTo("RUNNING");
        LedgerTables.execute(
                "update verification set lease_until = now() - interval '1 second' where id = '" + running + "'");
        JsonNode died = get("/verifications/" + running);
        assertThat(died.get("status").asText()).isEqualTo("FAILED");
        assertThat(died.get("problem").asText()).isEqualTo("The process that ran it has ended before it was through.");
        assertThat(verify().get("id").asText()).isNotEqualTo(running.toString());
    }

    @Test
    void a_retry_with_the_same_key_gets_the_first_answer() {
        String key = UUID.randomUUID().toString();
        Answer first = given().header("Idempotency-Key", key).post("/verifications");
        ended(first);
        Answer again = given().header("Idempotency-Key", key).post("/verifications");
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.text()).isEqualTo(first.text());
    }

    @Test
    void an_unknown_verification_and_a_body_are_refused() {
        assertThat(ask("/verifications/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(ask("/verifications/1").status()).isEqualTo(404);
        assertThat(given().contentType("application/json")
                        .body("{\"quick\":true}")
                        .post("/verifications")
                        .status())
                .isEqualTo(422);
    }

    /** A lot with five events of all three writers, applied: 15 received, 6 shipped, on hold. */
    private TestLot lot() {
        TestLot lot = TestLot.fresh();
        List<Announced> events = List.of(
                announcer.announce(LotDraft.received(lot, "10").expires(LocalDate.of(2030, 6, 30))),
                announcer.announce(LotDraft.shipped(lot, "4").basedOn(Source.RECEIVING, 1)),
                announcer.announce(LotDraft.hold(lot, AdjustmentReason.HOLD, "H-1")),
                announcer.announce(LotDraft.received(lot, "5").at("WEST").because("Grüße")),
                announcer.announce(LotDraft.shipped(lot, "2").at("WEST").basedOn(Source.RECEIVING, 2)));
        sendAndKeep(events);
        return lot;
    }

    private void announceItem(String itemCode) {
        Announced item = announcer.announceItem(
                itemCode,
                link -> new ItemChanged(
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
                        "carla"));
        sendAndKeep(List.of(item));
    }

    private void sendAndKeep(List<Announced> events) {
        kept.addAll(events);
        TestWriters.keep(events.toArray(Announced[]::new));
        announcer.send(events);
        for (int i = 0; i < events.size(); i += EVENTS_AWAITED_AT_ONCE) {
            List<String> ids = events.subList(i, Math.min(i + EVENTS_AWAITED_AT_ONCE, events.size())).stream()
                    .map(Announced::eventId)
                    .toList();
            await("they are applied", () -> ask("/lots", "after", ids).status() == 200);
        }
    }

    private Announced kept(TestLot lot, String source, long sequence) {
        return kept.stream()
                .filter(event -> event.eventId().equals(source + "." + lot.id() + "." + sequence))
                .findFirst()
                .orElseThrow();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** Harms, verifies, repairs, and verifies again. */
    private static void harmed(String harm, String repair, String... differences) {
        LedgerTables.execute(harm);
        JsonNode verified = verify();
        LedgerTables.execute(repair);
        List<String> found = found(verified);
        assertThat(found).containsExactlyInAnyOrder(differences);
        assertClean(verify());
    }

    private static JsonNode verify() {
        return ended(given().post("/verifications"));
    }

    private static JsonNode ended(Answer accepted) {
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        String path = accepted.header("Location").replaceFirst("https?://[^/]+", "");
        await("it has ended", () -> !get(path).get("status").asText().equals("RUNNING"));
        return get(path);
    }

    private static void assertClean(JsonNode verification) {
        assertThat(verification.get("status").asText())
                .as(verification.toString())
                .isEqualTo("CLEAN");
        assertThat(verification.get("differences")).isEmpty();
    }

    private static List<String> found(JsonNode verification) {
        assertThat(verification.get("status").asText())
                .as(verification.toString())
                .isEqualTo("DIFFERENT");
        List<String> found = new ArrayList<>();
        verification
                .get("differences")
                .forEach(one -> found.add(text(
                        one.get("kind").asText(),
                        one.get("key").asText(),
                        one.get("detail").asText(),
                        one.get("expected").asText(),
                        one.get("actual").asText())));
        return found;
    }

    private static String difference(String kind, TestLot lot, String detail, String expected, String actual) {
        return text(kind, lot.id().toString(), detail, expected, actual);
    }

    private static String text(String kind, String key, String detail, String expected, String actual) {
        return kind + " " + key + ": " + detail + ": " + expected + " != " + actual;
    }
}
