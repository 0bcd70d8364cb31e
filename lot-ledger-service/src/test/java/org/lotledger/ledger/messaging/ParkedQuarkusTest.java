package org.lotledger.ledger.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.ledger.LedgerClient.await;
import static org.lotledger.ledger.LedgerClient.get;
import static org.lotledger.ledger.LedgerClient.pages;
import static org.lotledger.local.http.Call.given;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lotledger.ledger.LedgerTables;
import org.lotledger.ledger.LotDraft;
import org.lotledger.ledger.TestAnnouncer;
import org.lotledger.ledger.TestAnnouncer.Announced;
import org.lotledger.ledger.TestLot;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;

/** What an operator can do with parked events. */
@QuarkusTest
@WithTestResource(TestStack.class)
class ParkedQuarkusTest {
    private final TestAnnouncer announcer = new TestAnnouncer();
    private final TestLot lot = TestLot.fresh();

    @AfterEach
    void close() {
        announcer.close();
    }

    @Test
    void an_event_tried_again_too_early_stays_parked_and_is_applied_once_its_predecessor_is_there() {
        Announced one = announcer.announce(LotDraft.received(lot, "10"));
        Announced two = announcer.announce(LotDraft.received(lot, "5"));
        announcer.send(two);
        long id = parkedId();

        Answer tried = post(id, "replay", "{}");
        assertThat(tried.status()).isEqualTo(200);
        assertThat(tried.<String>path("state")).isEqualTo("OPEN");

        announcer.send(one);
        await(
                "nothing of the lot is parked",
                () -> LedgerTables.number(
                                "select count(*) from parked where state = 'OPEN' and event_key = '" + lot.id() + "'")
                        == 0);
        assertThat(get(lot.path(), "after", two.eventId()).get("onHand").intValue())
                .isEqualTo(15);
        assertThat(post(id, "replay", "{}").status()).as("it has left").isEqualTo(404);
    }

    @Test
    void an_event_is_applied_by_hand_when_what_it_waits_for_is_known_to_be_applied() {
        announcer.send(LotDraft.received(lot, "10"));
        announcer.announce(LotDraft.received(lot, "5"));
        Announced three = announcer.announce(LotDraft.received(lot, "1"));
        announcer.send(three);
        long id = parkedId();
        // As if a person had taken event 2 in by other means.
        LedgerTables.execute("update lot set applied = jsonb_set(applied, '{receiving}', '[2, \""
                + three.event().link().previousHash() + "\"]') where lot_id = '" + lot.id() + "'");

        Answer tried = post(id, "replay", "{}");

        assertThat(tried.<String>path("state")).isEqualTo("APPLIED");
        assertThat(get(lot.path(), "after", three.eventId()).get("onHand").intValue())
                .isEqualTo(11);
    }

    /**
     * Goal: a type of event that this version does not know is kept with all that follows it, and applied by the next
     * version. Method: a record bears an unknown type; that its type becomes known is what stands in for the upgrade.
     */
    @Test
    void an_event_of_a_type_that_only_the_next_version_knows_is_applied_after_the_upgrade() {
        announcer.send(LotDraft.received(lot, "10"));
        Announced unknown = announcer.announce(LotDraft.received(lot, "5"));
        ProducerRecord<byte[], byte[]> record = unknown.record();
        record.headers().remove("ce_type").add("ce_type", "LotBlessed.v1".getBytes(UTF_8));
        announcer.sendRecords(List.of(record));
        Announced following = announcer.send(LotDraft.received(lot, "1"));
        long waiting = parkedId();
        String ofRecord = "from parked where state = 'OPEN' and headers ->> 'ce_id' = '" + unknown.eventId() + "'";
        assertThat(LedgerTables.number("select count(*) " + ofRecord + " and reason = 'UNKNOWN_TYPE'"))
                .isEqualTo(1);
        long id = LedgerTables.number("select id " + ofRecord);
        assertThat(post(id, "replay", "{}").<String>path("state"))
                .as("before the upgrade")
                .isEqualTo("OPEN");

        LedgerTables.execute("update parked set headers = headers || '{\"ce_type\":\""
                + unknown.event().type().wireName() + "\"}' where id = " + id);

        assertThat(post(id, "replay", "{}").<String>path("state")).isEqualTo("APPLIED");
        assertThat(get(lot.path(), "after", following.eventId()).get("onHand").intValue())
                .isEqualTo(16);
        assertThat(LedgerTables.number("select count(*) from parked where state = 'OPEN' and id = " + waiting))
                .isZero();
    }

    @Test
    void garbage_is_set_aside_for_good_with_a_reason_and_the_answer_is_remembered() {
        announcer.sendRecords(List.of(
                new ProducerRecord<>("lot-events", lot.id().toString().getBytes(UTF_8), "garbage".getBytes(UTF_8))));
        await("it is parked", () -> garbage() != null);
        long id = garbage().get("id").longValue();

        assertThat(post(id, "discard", "{}").<String>path("code")).isEqualTo("FIELD_MISSING");
        Answer discarded = post(id, "discard", "{\"reason\":\"a test wrote it\"}");
        assertThat(discarded.<String>path("state")).isEqualTo("DISCARDED");
        assertThat(garbage()).isNull();
        assertThat(LedgerTables.number("select count(*) from parked where ended_reason = 'a test wrote it'"))
                .isEqualTo(1);
        assertThat(post(id, "discard", "{\"reason\":\"a test wrote it\"}").text())
                .as("the same named request")
                .isEqualTo(discarded.text());
        assertThat(given().post("/parked/0/replay").status()).isEqualTo(404);
        assertThat(given().post("/parked/abc/replay").status()).isEqualTo(404);
    }

    private JsonNode garbage() {
        return pages(500, "/parked").stream()
                .filter(parked -> "garbage".equals(parked.path("body").asText()))
                .findFirst()
                .orElse(null);
    }

    private long parkedId() {
        String open = "from parked where state = 'OPEN' and event_key = '" + lot.id() + "'";
        await("it is parked", () -> LedgerTables.number("select count(*) " + open) == 1);
        return LedgerTables.number("select id " + open);
    }

    private static Answer post(long id, String action, String body) {
        return given().contentType("application/json")
                .header(
                        "Idempotency-Key",
                        action + body.hashCode() + "-" + id + (action.equals("replay") ? System.nanoTime() : ""))
                .body(body)
                .post("/parked/" + id + "/" + action);
    }
}
