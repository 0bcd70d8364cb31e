package org.lotledger.ledger.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.ledger.LedgerClient.ask;
import static org.lotledger.ledger.LedgerClient.get;
import static org.lotledger.ledger.LedgerClient.json;
import static org.lotledger.ledger.LedgerClient.pages;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.EventLink;
import org.lotledger.events.ItemChanged;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.ItemType;
import org.lotledger.events.Source;
import org.lotledger.ledger.LotDraft;
import org.lotledger.ledger.TestAnnouncer;
import org.lotledger.ledger.TestAnnouncer.Announced;
import org.lotledger.ledger.TestLot;
import org.lotledger.local.TestStack;

@QuarkusTest
@WithTestResource(TestStack.class)
class LotSearchQuarkusTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final List<String> SORTS = List.of("expirationDate", "lotNumber", "firstReceived", "onHand");

    private final TestAnnouncer announcer = new TestAnnouncer();

    @AfterEach
    void close() {
        announcer.close();
    }

    @Test
    void lot_numbers_as_manufacturers_print_them_are_found_whole_and_by_part() {
        String item = TestLot.freshItem();
        String longest = "Ä" + "0123456789".repeat(4) + "_\\'\"<&>+?";
        assertThat(longest.codePointCount(0, longest.length())).isEqualTo(50);
        List<String> numbers = List.of("104303/5", "100 E02", "%41", "ö-7", longest);
        List<Announced> sent = new ArrayList<>();
        for (String number : numbers) {
            sent.add(announcer.announce(LotDraft.received(TestLot.of(item, number), "1")));
        }
        announcer.send(sent);
        for (Announced event : sent) {
            get("/lots", "after", event.eventId());
        }
        for (String number : numbers) {
            assertThat(numbersFound("itemCode", item, "lotNumber", number)).containsExactly(number);
            assertThat(numbersFound("itemCode", item, "q", number)).containsExactly(number);
            assertThat(numbersFound("itemCode", item, "q", " " + number.toUpperCase(Locale.ROOT)))
                    .containsExactly(number);
        }
        assertThat(numbersFound("itemCode", item, "q", "4303/")).containsExactly("104303/5");
        assertThat(numbersFound("itemCode", item, "q", "0 e0")).containsExactly("100 E02");
        assertThat(numbersFound("itemCode", item, "q", "_\\'")).containsExactly(longest);
        assertThat(numbersFound("itemCode", item, "q", "%")).containsExactly("%41");
        assertThat(numbersFound("itemCode", item, "q", "41"))
                .as("two characters: at the beginning only")
                .isEmpty();
        assertThat(numbersFound("itemCode", item, "q", "10")).containsExactlyInAnyOrder("104303/5", "100 E02");
        assertThat(numbersFound("itemCode", item, "q", "Ö")).containsExactly("ö-7");
        assertThat(numbersFound("itemCode", item, "q", "o\u0308-7"))
                .as("composed differently")
                .containsExactly("ö-7");
        assertThat(numbersFound("itemCode", item, "q", item.toLowerCase(Locale.ROOT)))
                .hasSize(5);
        assertThat(numbersFound("itemCode", item, "lotNumber", "100 e02"))
                .as("case-sensitive")
                .isEmpty();
    }

    @Test
    void what_the_catalog_says_of_the_item_is_shown_and_its_gtin_finds_the_lots() {
        TestLot lot = TestLot.fresh();
        Announced first = announcer.announceItem(lot.itemCode(), link -> item(link, lot, "Gauze", null, 1));
        Announced second =
                announcer.announceItem(lot.itemCode(), link -> item(link, lot, "Gauze, 10 cm", "4012345678901", 2));
        Announced received = announcer.announce(LotDraft.received(lot, "1"));
        announcer.send(received, second, first);
        JsonNode row = get("/lots", "gtin", "04012345678901", "after", second.eventId(), "after", received.eventId());
        assertThat(row.get("items")).hasSize(1);
        assertThat(row.get("items").get(0).get("description").asText()).isEqualTo("Gauze, 10 cm");
        assertThat(row.get("items").get(0).get("gtin").asText()).isEqualTo("4012345678901");
        assertThat(row.get("items").get(0).has("locations")).isFalse();
        assertThat(numbersFound("gtin", "4012345678901")).hasSize(1);
        assertThat(numbersFound("gtin", "04012345678918")).isEmpty();
    }

    /**
     * Goal: no lot is lost or shown twice, whatever the order and however small the pages. Method: lots with equal,
     * different and missing values; every order, both ways, in pages of 1, 3 and 500, against a sort of our own.
     */
    @Test
    void every_order_goes_through_all_lots_once() {
        String item = lotsToSort();
        List<JsonNode> lots = pages(500, "/lots", "itemCode", item);
        assertThat(lots).hasSize(16);
        for (String sort : SORTS) {
            for (String direction : List.of("", "-")) {
                List<String> expected = sorted(lots, sort, direction.equals("-"));
                for (int limit : List.of(1, 3, 500)) {
                    assertThat(ids(pages(limit, "/lots", "itemCode", item, "sort", direction + sort)))
                            .as(direction + sort + " in pages of " + limit)
                            .isEqualTo(expected);
                }
            }
        }
        assertThat(ids(lots)).as("default order").isEqualTo(sorted(lots, "expirationDate", false));
    }

    @Test
    void status_is_shown_and_searched_alike() {
        QuarkusMock.installMockForType(
                Clock.fixed(TODAY.atTime(23, 59).toInstant(ZoneOffset.UTC), ZoneOffset.UTC), Clock.class);
        String item = TestLot.freshItem();
        List<Announced> sent = new ArrayList<>();
        for (String number : List.of("good", "last-day", "expired", "held", "quarantined", "recalled", "released")) {
            sent.add(announcer.announce(LotDraft.received(TestLot.of(item, number), "1")
                    .expires(
                            switch (number) {
                                case "good", "recalled" -> null;
                                case "last-day" -> TODAY;
                                default -> TODAY.minusDays(1);
                            })));
        }
        sent.add(hold(item, "held", AdjustmentReason.HOLD));
        sent.add(hold(item, "quarantined", AdjustmentReason.HOLD));
        sent.add(hold(item, "quarantined", AdjustmentReason.QUARANTINE));
        sent.add(hold(item, "recalled", AdjustmentReason.QUARANTINE));
        sent.add(hold(item, "recalled", AdjustmentReason.RECALL));
        sent.add(hold(item, "released", AdjustmentReason.RECALL));
        sent.add(announcer.announce(
                LotDraft.hold(TestLot.of(item, "released"), AdjustmentReason.RELEASE, "released-RECALL")));
        announcer.send(sent);
        sent.forEach(event -> get("/lots", "after", event.eventId()));
        assertThat(numbersFound("itemCode", item, "status", "AVAILABLE")).containsExactlyInAnyOrder("good", "last-day");
        assertThat(numbersFound("itemCode", item, "status", "EXPIRED"))
                .containsExactlyInAnyOrder("expired", "released");
        assertThat(numbersFound("itemCode", item, "status", "HELD")).containsExactly("held");
        assertThat(numbersFound("itemCode", item, "status", "QUARANTINED")).containsExactly("quarantined");
        assertThat(numbersFound("itemCode", item, "status", "RECALLED")).containsExactly("recalled");
        for (JsonNode lot : get("/lots", "itemCode", item).get("items")) {
            assertThat(numbersFound(
                            "itemCode", item, "status", lot.get("status").asText()))
                    .contains(lot.get("lotNumber").asText());
        }
    }

    @Test
    void lots_are_found_by_place_stock_and_date() {
        String item = TestLot.freshItem();
        TestLot moved = TestLot.of(item, "moved");
        TestLot gone = TestLot.of(item, "gone");
        TestLot here = TestLot.of(item, "here");
        List<Announced> sent = List.of(
                announcer.announce(LotDraft.received(moved, "5").at("EAST").expires(TODAY)),
                announcer.announce(LotDraft.adjusted(moved, Source.SHIPPING, AdjustmentReason.TRANSFER_OUT, "-5")
                        .at("EAST")),
                announcer.announce(LotDraft.adjusted(moved, Source.RECEIVING, AdjustmentReason.TRANSFER_IN, "5")
                        .at("WEST")),
                announcer.announce(LotDraft.received(gone, "5").at("EAST")),
                announcer.announce(LotDraft.shipped(gone, "5").at("EAST")),
                announcer.announce(LotDraft.received(here, "5").at("EAST").expires(TODAY.plusDays(1))));
        announcer.send(sent);
        sent.forEach(event -> get("/lots", "after", event.eventId()));
        assertThat(numbersFound("itemCode", item, "location", "EAST")).containsExactly("here");
        assertThat(numbersFound("itemCode", item, "location", "WEST", "inStock", "true"))
                .containsExactly("moved");
        assertThat(numbersFound("itemCode", item, "location", "EAST", "inStock", "false"))
                .containsExactlyInAnyOrder("moved", "gone");
        assertThat(numbersFound("itemCode", item, "inStock", "true")).containsExactlyInAnyOrder("moved", "here");
        assertThat(numbersFound("itemCode", item, "inStock", "false")).containsExactly("gone");
        assertThat(numbersFound(
                        "itemCode", item, "expiresBefore", TODAY.plusDays(1).toString()))
                .containsExactly("moved");
    }

    @Test
    void what_is_wrong_with_a_search_is_said_at_once() {
        JsonNode problem = json(ask(
                "/lots",
                "sort",
                "colour",
                "status",
                "BLESSED",
                "limit",
                "0",
                "inStock",
                "perhaps",
                "gtin",
                "12",
                "q",
                "a\u0000b",
                "lotNumber",
                "\u200b",
                "location",
                "no place",
                "expiresBefore",
                "soon",
                "cursor",
                "xyz"));
        assertThat(problem.get("status").intValue()).isEqualTo(422);
        assertThat(problem.get("code").asText()).isEqualTo("FIELD_INVALID");
        List<String> pointers = new ArrayList<>();
        problem.get("violations").forEach(v -> pointers.add(v.get("pointer").asText()));
        assertThat(pointers)
                .containsExactlyInAnyOrder(
                        "/q",
                        "/lotNumber",
                        "/gtin",
                        "/location",
                        "/status",
                        "/inStock",
                        "/expiresBefore",
                        "/sort",
                        "/cursor",
                        "/limit");
    }

    @Test
    void a_cursor_of_another_order_is_refused() {
        String item = lotsToSort();
        String cursor = get("/lots", "itemCode", item, "limit", 1, "sort", "onHand")
                .get("nextCursor")
                .asText();
        assertThat(ask("/lots", "itemCode", item, "cursor", cursor, "sort", "-onHand")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void an_unknown_lot_is_not_found() {
        TestLot lot = TestLot.fresh();
        for (String path : List.of("", "/balance", "/transactions")) {
            assertThat(ask(lot.path() + path).status()).isEqualTo(404);
            assertThat(json(ask("/lots/nonsense" + path)).get("code").asText()).isEqualTo("NOT_FOUND");
        }
    }

    @Test
    void a_history_is_read_by_time_both_ways_and_in_pages() {
        TestLot lot = TestLot.fresh();
        List<Announced> sent = new ArrayList<>();
        for (int day : List.of(3, 1, 2, 2, 5, 4, 2)) {
            sent.add(announcer.announce(
                    LotDraft.received(lot, "1").happened(Instant.parse("2026-11-0" + day + "T23:59:59.999999Z"))));
        }
        announcer.send(sent);
        get(lot.path(), "after", sent.getLast().eventId());
        String path = lot.path() + "/transactions";
        List<String> all = eventIds(pages(500, path));
        assertThat(all)
                .isEqualTo(List.of(1, 2, 3, 6, 0, 5, 4).stream()
                        .map(i -> sent.get(i).eventId())
                        .toList());
        for (int limit : List.of(1, 2, 3)) {
            assertThat(eventIds(pages(limit, path))).isEqualTo(all);
            assertThat(eventIds(pages(limit, path, "order", "desc"))).isEqualTo(all.reversed());
        }
        assertThat(eventIds(pages(2, path, "from", "2026-11-02", "to", "2026-11-03")))
                .isEqualTo(all.subList(1, 5));
        assertThat(eventIds(pages(500, path, "from", "2026-11-04T23:59:59.999999Z")))
                .isEqualTo(all.subList(5, 7));
        assertThat(eventIds(pages(500, path, "to", "2026-11-01T23:59:59.999998Z")))
                .isEmpty();
        assertThat(ask(path, "from", "yesterday", "order", "up", "type", "Lot").status())
                .isEqualTo(422);
    }

    @Test
    void a_history_is_read_by_type_and_by_reason() {
        TestLot lot = TestLot.fresh();
        List<Announced> sent = List.of(
                announcer.announce(LotDraft.received(lot, "9")),
                announcer.announce(LotDraft.shipped(lot, "1")),
                announcer.announce(LotDraft.adjusted(lot, Source.SHIPPING, AdjustmentReason.LOSS, "-1")),
                announcer.announce(LotDraft.adjusted(lot, Source.SHIPPING, AdjustmentReason.COUNT, "-1")),
                announcer.announce(LotDraft.received(lot, "1")));
        announcer.send(sent);
        sent.forEach(event -> get(lot.path(), "after", event.eventId()));
        String path = lot.path() + "/transactions";
        List<String> ids = sent.stream().map(Announced::eventId).toList();
        assertThat(eventIds(pages(1, path, "type", "LotReceived"))).containsExactly(ids.get(0), ids.get(4));
        assertThat(eventIds(pages(1, path, "type", "LotShipped"))).containsExactly(ids.get(1));
        assertThat(eventIds(pages(1, path, "type", "LotAdjusted"))).containsExactly(ids.get(2), ids.get(3));
        assertThat(eventIds(pages(1, path, "type", "LOSS", "order", "desc"))).containsExactly(ids.get(2));
        assertThat(eventIds(pages(1, path, "type", "RECALL"))).isEmpty();
    }

    /** Sixteen lots of one item: equal values, missing ones, one only held, one used up, two of which more went than came. */
    private String lotsToSort() {
        String item = TestLot.freshItem();
        List<Announced> sent = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            sent.add(announcer.announce(LotDraft.received(
                            TestLot.of(item, "LOT " + (char) ('a' + i * 7 % 11)), "" + (1 + i % 4))
                    .expires(i % 3 == 0 ? null : TODAY.plusDays(i % 4))
                    .happened(LotDraft.NOON.plusNanos(i / 3 * 1_000))));
        }
        sent.add(announcer.announce(LotDraft.received(TestLot.of(item, null), "0.5")));
        sent.add(announcer.announce(LotDraft.hold(TestLot.of(item, "held"), AdjustmentReason.HOLD, "h")));
        sent.add(announcer.announce(LotDraft.received(TestLot.of(item, "used up"), "2")));
        sent.add(announcer.announce(LotDraft.shipped(TestLot.of(item, "used up"), "2")));
        sent.add(announcer.announce(LotDraft.shipped(TestLot.of(item, "one below"), "1")));
        sent.add(announcer.announce(LotDraft.shipped(TestLot.of(item, "two below"), "2")));
        announcer.send(sent);
        sent.forEach(event -> get("/lots", "after", event.eventId()));
        return item;
    }

    private static List<String> sorted(List<JsonNode> lots, String sort, boolean descending) {
        String field = sort.equals("firstReceived") ? "firstReceivedAt" : sort;
        Function<JsonNode, String> value = lot -> lot.get(field).asText();
        Comparator<JsonNode> byValue = sort.equals("onHand")
                ? Comparator.comparing(lot -> lot.get(field).decimalValue())
                : sort.equals("firstReceived")
                        ? Comparator.comparing(lot -> Instant.parse(value.apply(lot)))
                        : Comparator.comparing(value);
        Comparator<JsonNode> byId = Comparator.comparing(lot -> lot.get("lotId").asText());
        Comparator<JsonNode> order = byValue.thenComparing(byId);
        List<String> ids = new ArrayList<>();
        for (boolean missing : List.of(false, true)) {
            Comparator<JsonNode> part = missing ? byId : order;
            lots.stream()
                    .filter(lot -> lot.get(field).isNull() == missing)
                    .sorted(descending ? part.reversed() : part)
                    .forEach(lot -> ids.add(lot.get("lotId").asText()));
        }
        return ids;
    }

    private static List<String> ids(List<JsonNode> lots) {
        return lots.stream().map(lot -> lot.get("lotId").asText()).toList();
    }

    private static List<String> eventIds(List<JsonNode> rows) {
        return rows.stream().map(row -> row.get("eventId").asText()).toList();
    }

    private static List<String> numbersFound(Object... parameters) {
        return pages(500, "/lots", parameters).stream()
                .map(lot -> lot.get("lotNumber").asText())
                .toList();
    }

    private Announced hold(String item, String number, AdjustmentReason reason) {
        return announcer.announce(LotDraft.hold(TestLot.of(item, number), reason, number + "-" + reason));
    }

    private static ItemChanged item(EventLink link, TestLot lot, String description, String gtin, long version) {
        return new ItemChanged(
                link,
                lot.itemCode(),
                description,
                ItemType.INVENTORIED,
                "EA",
                0,
                gtin,
                null,
                true,
                true,
                null,
                null,
                ItemStatus.ACTIVE,
                List.of(),
                version,
                LotDraft.NOON,
                "carla");
    }
}
