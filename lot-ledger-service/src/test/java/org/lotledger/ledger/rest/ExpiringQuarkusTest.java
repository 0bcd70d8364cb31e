package org.lotledger.ledger.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.ledger.LedgerClient.ask;
import static org.lotledger.ledger.LedgerClient.get;
import static org.lotledger.ledger.LedgerClient.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lotledger.ledger.LotDraft;
import org.lotledger.ledger.TestAnnouncer;
import org.lotledger.ledger.TestAnnouncer.Announced;
import org.lotledger.ledger.TestLot;
import org.lotledger.ledger.persistence.ExpiringStock;
import org.lotledger.local.TestStack;

@QuarkusTest
@WithTestResource(TestStack.class)
class ExpiringQuarkusTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private final TestAnnouncer announcer = new TestAnnouncer();

    @BeforeEach
    void stopTheClock() {
        QuarkusMock.installMockForType(Clock.fixed(Instant.parse("2026-11-22T23:59:59Z"), ZoneOffset.UTC), Clock.class);
    }

    @AfterEach
    void close() {
        announcer.close();
    }

    /** Method: a lot on each side of each border, one used up, one without a date, one at two places. */
    @Test
    void stock_is_counted_by_the_days_that_are_left() {
        String item = TestLot.freshItem();
        List<Announced> sent = new ArrayList<>();
        for (int days : new int[] {-400, -1, 0, 30, 31, 60, 61}) {
            sent.add(announcer.announce(LotDraft.received(TestLot.of(item, "d" + days), "1.5")
                    .at("EAST")
                    .expires(TODAY.plusDays(days))));
        }
        TestLot usedUp = TestLot.of(item, "used-up");
        sent.add(announcer.announce(LotDraft.received(usedUp, "1").expires(TODAY)));
        sent.add(announcer.announce(LotDraft.shipped(usedUp, "1")));
        sent.add(announcer.announce(LotDraft.received(TestLot.of(item, "no-date"), "1")));
        TestLot both = TestLot.of(item, "both");
        sent.add(announcer.announce(LotDraft.received(both, "2").at("EAST").expires(TODAY.plusDays(45))));
        sent.add(announcer.announce(LotDraft.received(both, "3").at("WEST").expires(TODAY.plusDays(45))));
        announcer.send(sent);
        sent.forEach(event -> get("/lots", "after", event.eventId()));

        JsonNode buckets = get("/expiring", "itemCode", item, "within", "30,60").get("buckets");
        assertThat(buckets).hasSize(3);
        assertBucket(buckets.get(0), "EXPIRED", null, "2026-11-21", 2, "3");
        assertBucket(buckets.get(1), "0-30", "2026-11-22", "2026-12-22", 2, "3");
        assertBucket(buckets.get(2), "31-60", "2026-12-23", "2027-01-21", 3, "8");
        assertThat(buckets.get(2).get("rowCount").asInt()).isEqualTo(2);
        assertThat(buckets.get(2).get("rows").get(0).toString())
                .isEqualTo("{\"itemCode\":\"" + item + "\",\"description\":null,\"unit\":\"EA\",\"location\":\"EAST\","
                        + "\"lots\":3,\"quantity\":5}");
        assertThat(buckets.get(2).get("rows").get(1).get("location").asText()).isEqualTo("WEST");

        JsonNode west = get("/expiring", "itemCode", item, "within", "30,60", "location", "WEST")
                .get("buckets");
        assertBucket(west.get(0), "EXPIRED", null, "2026-11-21", 0, "0");
        assertBucket(west.get(2), "31-60", "2026-12-23", "2027-01-21", 1, "3");
        assertThat(west.get(0).get("rows")).isEmpty();

        JsonNode usual = get("/expiring", "itemCode", item).get("buckets");
        assertThat(usual).hasSize(5);
        assertBucket(usual.get(3), "61-90", "2027-01-22", "2027-02-20", 1, "1.5");
        assertBucket(usual.get(4), "91-180", "2027-02-21", "2027-05-21", 0, "0");
        assertBucket(
                get("/expiring", "itemCode", item, "within", "0").get("buckets").get(1),
                "0-0",
                "2026-11-22",
                "2026-11-22",
                1,
                "1.5");
    }

    @Test
    void no_more_rows_are_shown_than_the_limit_and_all_are_counted() {
        String place = "P-" + TestLot.freshItem();
        List<Announced> sent = new ArrayList<>();
        for (int i = 0; i <= ExpiringStock.ROWS_MAX; i++) {
            sent.add(announcer.announce(LotDraft.received(TestLot.of(TestLot.freshItem(), "L"), "1")
                    .at(place)
                    .expires(TODAY)));
        }
        announcer.send(sent.subList(0, ExpiringStock.ROWS_MAX));
        sent.subList(0, ExpiringStock.ROWS_MAX).forEach(event -> get("/lots", "limit", 1, "after", event.eventId()));
        JsonNode full = get("/expiring", "location", place).get("buckets").get(1);
        assertThat(full.get("rows")).hasSize(ExpiringStock.ROWS_MAX);
        assertThat(full.get("rowCount").asInt()).isEqualTo(ExpiringStock.ROWS_MAX);
        announcer.send(sent.getLast());
        get("/lots", "after", sent.getLast().eventId());
        JsonNode more = get("/expiring", "location", place).get("buckets").get(1);
        assertThat(more.get("rows")).hasSize(ExpiringStock.ROWS_MAX);
        assertThat(more.get("rowCount").asInt()).isEqualTo(ExpiringStock.ROWS_MAX + 1);
        assertThat(more.get("lots").asInt()).isEqualTo(ExpiringStock.ROWS_MAX + 1);
    }

    @Test
    void a_question_beyond_the_limits_is_refused() {
        for (String within :
                List.of("30,30", "60,30", "-1", "36501", "1.5", "30,", "a", "1,2,3,4,5,6,7,8,9,10,11,12,13")) {
            JsonNode problem = json(ask("/expiring", "within", within));
            assertThat(problem.get("code").asText()).as(within).isEqualTo("FIELD_INVALID");
        }
        for (String within : List.of("36500", "1,2,3,4,5,6,7,8,9,10,11,12")) {
            assertThat(ask("/expiring", "within", within).status()).as(within).isEqualTo(200);
        }
        assertThat(json(ask("/expiring", "within", "x", "location", "no place", "itemCode", "?"))
                        .get("violations"))
                .hasSize(3);
    }

    private static void assertBucket(JsonNode bucket, String label, String from, String to, int lots, String quantity) {
        assertThat(bucket.get("label").asText()).isEqualTo(label);
        assertThat(bucket.get("from").textValue()).isEqualTo(from);
        assertThat(bucket.get("to").textValue()).isEqualTo(to);
        assertThat(bucket.get("lots").asInt()).as(label).isEqualTo(lots);
        assertThat(bucket.get("quantity").asText()).as(label).isEqualTo(quantity);
    }
}
