package org.lotledger.ledger.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.ledger.LedgerClient.ask;
import static org.lotledger.ledger.LedgerClient.get;
import static org.lotledger.ledger.LedgerClient.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
import org.lotledger.local.TestStack;

/** Balances on both clocks over HTTP; that they are right whatever comes late is proved by the properties. */
@QuarkusTest
@WithTestResource(TestStack.class)
class BalanceQuarkusTest {
    private final TestAnnouncer announcer = new TestAnnouncer();

    @AfterEach
    void close() {
        announcer.close();
    }

    /**
     * Goal: a loss that is written down two days late was there as of its day, but was not known then, and nothing that
     * was there before is changed by it. Method: the history before and after is compared row by row.
     */
    @Test
    void what_came_late_is_true_as_of_its_day_and_known_from_its_recording() {
        TestLot lot = TestLot.fresh();
        apply(
                LotDraft.received(lot, "10").happened(day(1)).recorded(day(1)),
                transfer(lot, AdjustmentReason.TRANSFER_OUT, "-4", "MAIN")
                        .happened(day(3))
                        .recorded(day(3)),
                transfer(lot, AdjustmentReason.TRANSFER_IN, "4", "EAST")
                        .happened(day(4))
                        .recorded(day(4)));
        List<String> before = history(lot);
        apply(LotDraft.adjusted(lot, Source.SHIPPING, AdjustmentReason.LOSS, "-1.5")
                .happened(day(2))
                .recorded(day(5)));
        assertThat(history(lot)).startsWith(before.toArray(String[]::new)).hasSize(4);

        assertBalance(lot, Map.of("MAIN", "4.5", "EAST", "4"));
        assertBalance(lot, Map.of("MAIN", "8.5"), "asOf", at(2));
        assertBalance(lot, Map.of("MAIN", "10"), "asOf", at(2), "knownAt", at(4));
        assertBalance(lot, Map.of("MAIN", "8.5"), "asOf", at(2), "knownAt", at(5));
        assertBalance(lot, Map.of("MAIN", "6", "EAST", "4"), "knownAt", at(4));
        assertBalance(lot, Map.of("MAIN", "4.5"), "asOf", at(3));
        assertBalance(
                lot, Map.of("MAIN", "10"), "asOf", day(2).minusNanos(1_000).toString());
        assertBalance(lot, Map.of("MAIN", "10"), "asOf", day(2).minusNanos(1).toString());
        assertBalance(lot, Map.of("MAIN", "8.5"), "asOf", "2026-11-02");
        assertBalance(lot, Map.of(), "asOf", "0001-01-01T00:00:00Z");
        assertBalance(lot, Map.of(), "knownAt", day(1).minusSeconds(1).toString());
        assertBalance(lot, Map.of("MAIN", "4.5", "EAST", "4"), "asOf", "9999-12-31", "knownAt", "9999-12-31");
    }

    @Test
    void the_answer_repeats_the_question() {
        TestLot lot = TestLot.fresh();
        apply(LotDraft.received(lot, "1"));
        JsonNode now = get(lot.path() + "/balance");
        assertThat(now.get("lotId").asText()).isEqualTo(lot.id().toString());
        assertThat(now.get("asOf").isNull()).isTrue();
        assertThat(now.get("knownAt").isNull()).isTrue();
        JsonNode then = get(lot.path() + "/balance", "asOf", "2026-11-02", "knownAt", "2026-11-03T01:00:00+01:00");
        assertThat(then.get("asOf").asText()).isEqualTo("2026-11-02T23:59:59.999999Z");
        assertThat(then.get("knownAt").asText()).isEqualTo("2026-11-03T00:00:00Z");
    }

    @Test
    void an_item_is_the_sum_of_its_lots_by_place() {
        String item = TestLot.freshItem();
        TestLot one = TestLot.of(item, "one");
        TestLot two = TestLot.of(item, "two");
        apply(
                LotDraft.received(one, "10").at("EAST").happened(day(1)).recorded(day(1)),
                LotDraft.received(two, "5").at("WEST").happened(day(2)).recorded(day(4)),
                LotDraft.received(two, "2").at("EAST").happened(day(3)).recorded(day(3)),
                LotDraft.shipped(one, "10").at("EAST").happened(day(5)).recorded(day(5)));
        String path = "/items/" + item + "/balance";
        assertThat(places(get(path))).isEqualTo(Map.of("EAST", "2", "WEST", "5"));
        assertThat(get(path).get("onHand").asText()).isEqualTo("7");
        assertThat(get(path).get("itemCode").asText()).isEqualTo(item);
        assertThat(places(get(path, "asOf", at(3)))).isEqualTo(Map.of("EAST", "12", "WEST", "5"));
        assertThat(places(get(path, "asOf", at(3), "knownAt", at(3)))).isEqualTo(Map.of("EAST", "12"));
        JsonNode west = get(path, "asOf", at(3), "location", "WEST");
        assertThat(places(west)).isEqualTo(Map.of("WEST", "5"));
        assertThat(west.get("onHand").asText()).isEqualTo("5");
        assertThat(places(get(path, "location", "NOWHERE"))).isEmpty();
        assertThat(places(get(path, "asOf", at(0)))).isEmpty();
    }

    @Test
    void an_item_without_lots_has_nothing_and_an_unknown_one_is_not_found() {
        String item = TestLot.freshItem();
        Announced announced = announcer.announceItem(
                item,
                link -> new ItemChanged(
                        link,
                        item,
                        "Gauze",
                        ItemType.INVENTORIED,
                        "EA",
                        0,
                        null,
                        null,
                        true,
                        true,
                        null,
                        null,
                        ItemStatus.ACTIVE,
                        List.of(),
                        1,
                        LotDraft.NOON,
                        "carla"));
        announcer.send(announced);
        JsonNode balance = get("/items/" + item + "/balance", "after", announced.eventId());
        assertThat(balance.get("onHand").asText()).isEqualTo("0");
        assertThat(balance.get("locations")).isEmpty();
        for (String unknown : List.of(TestLot.freshItem(), "no%20code")) {
            assertThat(ask("/items/" + unknown + "/balance").status()).isEqualTo(404);
        }
    }

    @Test
    void what_is_wrong_with_the_times_is_said_at_once() {
        TestLot lot = TestLot.fresh();
        apply(LotDraft.received(lot, "1"));
        for (String path : List.of(lot.path() + "/balance", "/items/" + lot.itemCode() + "/balance")) {
            JsonNode problem = json(ask(path, "asOf", "yesterday", "knownAt", "+10000-01-01T00:00:00Z"));
            assertThat(problem.get("status").intValue()).isEqualTo(422);
            List<String> pointers = new ArrayList<>();
            problem.get("violations").forEach(v -> pointers.add(v.get("pointer").asText()));
            assertThat(pointers).containsExactly("/asOf", "/knownAt");
            assertThat(ask(path, "asOf", "0000-12-31T23:59:59Z").status()).isEqualTo(422);
            assertThat(ask(path, "asOf", "2026-02-29").status()).isEqualTo(422);
        }
        assertThat(ask("/items/" + lot.itemCode() + "/balance", "location", "no place")
                        .status())
                .isEqualTo(422);
    }

    private void apply(LotDraft... drafts) {
        for (LotDraft draft : drafts) {
            get("/lots", "after", announcer.send(draft).eventId());
        }
    }

    private static LotDraft transfer(TestLot lot, AdjustmentReason reason, String quantity, String location) {
        return LotDraft.adjusted(
                        lot,
                        reason == AdjustmentReason.TRANSFER_OUT ? Source.SHIPPING : Source.RECEIVING,
                        reason,
                        quantity)
                .at(location);
    }

    private static void assertBalance(TestLot lot, Map<String, String> expected, Object... parameters) {
        JsonNode balance = get(lot.path() + "/balance", parameters);
        assertThat(places(balance)).isEqualTo(expected);
        double sum = expected.values().stream().mapToDouble(Double::parseDouble).sum();
        assertThat(balance.get("onHand").asDouble()).isEqualTo(sum);
    }

    private static Map<String, String> places(JsonNode balance) {
        Map<String, String> places = new TreeMap<>();
        balance.get("locations")
                .forEach(place -> places.put(
                        place.get("location").asText(), place.get("onHand").asText()));
        return places;
    }

    private static List<String> history(TestLot lot) {
        return LedgerTables.texts(
                "select t::text from lot_transaction t where lot_id = '" + lot.id() + "' order by position");
    }

    private static String at(int day) {
        return day(day).toString();
    }

    /** Noon of a day of November. */
    private static Instant day(int day) {
        return Instant.parse("2026-11-20T12:00:00Z").plusSeconds(86_400L * (day - 20));
    }
}
