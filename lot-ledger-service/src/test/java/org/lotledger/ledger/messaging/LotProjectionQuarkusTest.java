package org.lotledger.ledger.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.ledger.LedgerClient.await;
import static org.lotledger.ledger.LedgerClient.get;
import static org.lotledger.ledger.LedgerClient.pages;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.DocumentType;
import org.lotledger.events.Party;
import org.lotledger.events.PartyRole;
import org.lotledger.events.Source;
import org.lotledger.ledger.LedgerClient;
import org.lotledger.ledger.LedgerTables;
import org.lotledger.ledger.LotDraft;
import org.lotledger.ledger.TestAnnouncer;
import org.lotledger.ledger.TestAnnouncer.Announced;
import org.lotledger.ledger.TestLot;
import org.lotledger.local.TestStack;

/** From the topic to the answers, on real Kafka and real PostgreSQL. */
@QuarkusTest
@WithTestResource(TestStack.class)
class LotProjectionQuarkusTest {
    private final TestAnnouncer announcer = new TestAnnouncer();

    @AfterEach
    void close() {
        announcer.close();
    }

    @Test
    void receiving_and_shipping_give_balances_and_a_history() {
        TestLot lot = TestLot.fresh();
        Announced received = announcer.send(LotDraft.received(lot, "20.5")
                .expires(LocalDate.of(2030, 6, 30))
                .document(DocumentType.RECEIPT, "R-7", 2)
                .party(new Party(PartyRole.SUPPLIER, "S-17", "Müller & Söhne", "4012345000016"))
                .reference("purchaseOrder", "PO-7")
                .happened(LotDraft.NOON.minusSeconds(3_600)));
        announcer.send(LotDraft.received(lot, "4").at("COLD-2"));
        Announced shipped = announcer.send(LotDraft.shipped(lot, "3.25")
                .document(DocumentType.SHIPMENT, "S-9", 1)
                .party(new Party(PartyRole.CUSTOMER, "C-1", null, null))
                .because("urgent")
                .basedOn(Source.RECEIVING, 2)
                .happened(LotDraft.NOON.plusSeconds(5)));

        JsonNode row = get(lot.path(), "after", shipped.eventId());
        assertThat(row.get("lotId").asText()).isEqualTo(lot.id().toString());
        assertThat(row.get("itemCode").asText()).isEqualTo(lot.itemCode());
        assertThat(row.get("lotNumber").asText()).isEqualTo("L-1");
        assertThat(row.get("lotTracked").booleanValue()).isTrue();
        assertThat(row.get("description").isNull()).isTrue();
        assertThat(row.get("unit").asText()).isEqualTo("EA");
        assertThat(row.get("expirationDate").asText()).isEqualTo("2030-06-30");
        assertThat(row.get("status").asText()).isEqualTo("AVAILABLE");
        assertThat(row.get("firstReceivedAt").asText()).isEqualTo("2026-11-20T11:00:00Z");
        assertAmounts(row, "24.5", "3.25", "0", "0", "0", "21.25");
        assertThat(row.get("locations").toString())
                .isEqualTo("[{\"location\":\"COLD-2\",\"onHand\":4},{\"location\":\"MAIN\",\"onHand\":17.25}]");

        JsonNode history = get(lot.path() + "/transactions");
        assertThat(texts(history, "runningBalance")).containsExactly("20.5", "24.5", "21.25");
        assertThat(texts(history, "occurredAt"))
                .containsExactly("2026-11-20T11:00:00Z", "2026-11-20T12:00:00Z", "2026-11-20T12:00:05Z");
        assertThat(history.get("items").get(0).toString())
                .isEqualTo("{\"eventId\":\"" + received.eventId()
                        + "\",\"type\":\"LotReceived\",\"reason\":null,\"quantityChange\":20.5,\"runningBalance\":20.5,"
                        + "\"location\":\"MAIN\",\"document\":{\"type\":\"RECEIPT\",\"number\":\"R-7\",\"line\":2},"
                        + "\"party\":{\"role\":\"SUPPLIER\",\"code\":\"S-17\",\"name\":\"Müller & Söhne\","
                        + "\"gln\":\"4012345000016\"},\"references\":{\"purchaseOrder\":\"PO-7\"},\"reasonText\":null,"
                        + "\"occurredAt\":\"2026-11-20T11:00:00Z\",\"recordedAt\":\"2026-11-20T12:01:00Z\","
                        + "\"actor\":\"carla\",\"corrects\":null}");

        JsonNode balance = get(lot.path() + "/balance");
        assertThat(balance.toString())
                .isEqualTo("{\"lotId\":\"" + lot.id() + "\",\"asOf\":null,\"knownAt\":null,\"onHand\":21.25,"
                        + "\"locations\":[{\"location\":\"COLD-2\",\"onHand\":4},"
                        + "{\"location\":\"MAIN\",\"onHand\":17.25}]}");
    }

    @Test
    void every_reason_finds_its_column_and_an_empty_place_is_not_listed() {
        TestLot lot = TestLot.fresh();
        send(adjusted(lot, Source.RECEIVING, AdjustmentReason.BEGINNING_BALANCE, "100"));
        send(adjusted(lot, Source.SHIPPING, AdjustmentReason.TRANSFER_OUT, "-100"));
        send(adjusted(lot, Source.RECEIVING, AdjustmentReason.TRANSFER_IN, "90").at("WEST"));
        send(LotDraft.shipped(lot, "10").at("WEST"));
        send(adjusted(lot, Source.RECEIVING, AdjustmentReason.SHIPMENT_CORRECTION, "1")
                .at("WEST"));
        send(adjusted(lot, Source.RECEIVING, AdjustmentReason.CUSTOMER_RETURN, "2")
                .at("WEST"));
        send(adjusted(lot, Source.SHIPPING, AdjustmentReason.LOSS, "-0.000001").at("WEST"));
        Announced last = announcer.send(adjusted(lot, Source.SHIPPING, AdjustmentReason.RECEIPT_CORRECTION, "-3")
                .at("WEST")
                .corrects("receiving." + lot.id() + ".1"));
        JsonNode row = get(lot.path(), "after", last.eventId(), "after", "receiving." + lot.id() + ".4");
        assertAmounts(row, "97", "9", "2", "-0.000001", "10", "79.999999");
        assertThat(row.get("locations").toString()).isEqualTo("[{\"location\":\"WEST\",\"onHand\":79.999999}]");
        JsonNode corrections = get(lot.path() + "/transactions", "type", "RECEIPT_CORRECTION");
        assertThat(texts(corrections, "corrects")).containsExactly("receiving." + lot.id() + ".1");
        assertThat(texts(get(lot.path() + "/transactions", "type", "LotShipped"), "quantityChange"))
                .containsExactly("-10");
    }

    @Test
    void a_lot_that_was_only_held_is_there_and_several_holds_are_released_one_by_one() {
        TestLot lot = TestLot.fresh();
        Announced held = announcer.send(LotDraft.hold(lot, AdjustmentReason.HOLD, "h-1"));
        JsonNode row = get(lot.path(), "after", held.eventId());
        assertThat(row.get("status").asText()).isEqualTo("HELD");
        assertThat(row.get("firstReceivedAt").isNull()).isTrue();
        assertAmounts(row, "0", "0", "0", "0", "0", "0");

        send(LotDraft.hold(lot, AdjustmentReason.RECALL, "h-2"));
        Announced last = announcer.send(LotDraft.hold(lot, AdjustmentReason.QUARANTINE, "h-3"));
        assertThat(statusAfter(lot, last)).isEqualTo("RECALLED");
        last = announcer.send(
                LotDraft.hold(lot, AdjustmentReason.RELEASE, "h-2").corrects("item-catalog." + lot.id() + ".2"));
        assertThat(statusAfter(lot, last)).isEqualTo("QUARANTINED");
        last = announcer.send(LotDraft.hold(lot, AdjustmentReason.RELEASE, "h-3"));
        assertThat(statusAfter(lot, last)).isEqualTo("HELD");
        last = announcer.send(LotDraft.hold(lot, AdjustmentReason.RELEASE, "h-1"));
        assertThat(statusAfter(lot, last)).isEqualTo("AVAILABLE");
        assertThat(texts(get(lot.path() + "/transactions", "order", "desc"), "reason")
                        .getFirst())
                .isEqualTo("RELEASE");
    }

    @Test
    void an_untracked_item_has_one_unnamed_lot() {
        TestLot lot = TestLot.of(TestLot.freshItem(), null);
        JsonNode row = get(
                lot.path(), "after", announcer.send(LotDraft.received(lot, "5")).eventId());
        assertThat(row.get("lotNumber").isNull()).isTrue();
        assertThat(row.get("lotTracked").booleanValue()).isFalse();
    }

    @Test
    void repeats_and_a_replay_change_nothing() {
        TestLot lot = TestLot.fresh();
        TestLot other = TestLot.fresh();
        Announced one = announcer.announce(LotDraft.received(lot, "10"));
        Announced two = announcer.announce(LotDraft.shipped(lot, "4"));
        Announced three = announcer.announce(LotDraft.received(lot, "1"));
        announcer.send(one, one, two, one, two, three);
        get(lot.path(), "after", three.eventId());
        List<String> before = LedgerTables.everything();
        announcer.send(one, two, three, three, two, one);
        get(other.path(), "after", announcer.send(LotDraft.received(other, "1")).eventId());
        await("the replay is read", () -> everythingRead());
        List<String> after = LedgerTables.everything();
        after.removeIf(row -> row.contains(other.id().toString()));
        assertThat(after).isEqualTo(before);
        assertThat(openParked(lot)).isEmpty();
    }

    @Test
    void an_event_ahead_of_its_turn_is_parked_and_applied_when_its_predecessor_comes() {
        TestLot lot = TestLot.fresh();
        Announced one = announcer.announce(LotDraft.received(lot, "10"));
        Announced two = announcer.announce(LotDraft.received(lot, "20"));
        Announced three = announcer.announce(LotDraft.received(lot, "30"));
        announcer.send(three, two);
        await("both are parked", () -> openParked(lot).size() == 2);
        assertThat(openParked(lot)).allSatisfy(parked -> {
            assertThat(parked.get("reason").asText()).isEqualTo("AHEAD");
            assertThat(parked.get("source").asText()).isEqualTo("receiving");
            assertThat(parked.get("detail").asText()).contains("what is between is missing");
        });
        assertThat(LedgerClient.ask(lot.path()).status())
                .as("nothing has happened to the lot yet")
                .isEqualTo(404);
        announcer.send(one);
        await("none is parked", () -> openParked(lot).isEmpty());
        assertThat(texts(get(lot.path() + "/transactions"), "runningBalance")).containsExactly("10", "30", "60");
    }

    @Test
    void an_event_of_another_history_is_parked_and_the_first_history_stands() {
        TestLot lot = TestLot.fresh();
        announcer.send(LotDraft.received(lot, "10"));
        TestAnnouncer restored = announcer.fork();
        Announced two = announcer.send(LotDraft.received(lot, "1"));
        get(lot.path(), "after", two.eventId());
        Announced otherTwo = restored.announce(LotDraft.received(lot, "2"));
        Announced otherThree = restored.announce(LotDraft.received(lot, "3"));
        announcer.send(otherTwo, otherThree);
        await("both are parked", () -> openParked(lot).size() == 2);
        assertThat(openParked(lot))
                .extracting(parked -> parked.get("reason").asText())
                .containsOnly("FORK");
        assertThat(get(lot.path()).get("onHand").intValue()).isEqualTo(11);
        restored.close();
    }

    @Test
    void an_event_waits_for_what_it_was_decided_on() {
        TestLot lot = TestLot.fresh();
        Announced received = announcer.announce(LotDraft.received(lot, "10"));
        Announced shipped = announcer.announce(LotDraft.shipped(lot, "4").basedOn(Source.RECEIVING, 1));
        announcer.send(shipped);
        await("it is parked", () -> openParked(lot).size() == 1);
        assertThat(openParked(lot).getFirst().get("reason").asText()).isEqualTo("BASED_ON");
        announcer.send(received);
        await("it is parked no more", () -> openParked(lot).isEmpty());
        assertThat(texts(get(lot.path() + "/transactions"), "runningBalance")).containsExactlyInAnyOrder("10", "6");
        assertThat(LedgerTables.number("select count(*) from discrepancy where lot_id = '" + lot.id() + "'"))
                .isZero();
    }

    @Test
    void garbage_and_unknown_types_are_set_aside_and_other_lots_go_on() {
        TestLot lot = TestLot.fresh();
        TestLot other = TestLot.fresh();
        ProducerRecord<byte[], byte[]> garbage =
                new ProducerRecord<>("lot-events", lot.id().toString().getBytes(UTF_8), new byte[] {0, 1, 2});
        ProducerRecord<byte[], byte[]> nothing = new ProducerRecord<>("lot-events", null, null);
        ProducerRecord<byte[], byte[]> later =
                new ProducerRecord<>("lot-events", lot.id().toString().getBytes(UTF_8), "{}".getBytes(UTF_8));
        later.headers().add("ce_id", ("receiving." + lot.id() + ".1").getBytes(UTF_8));
        later.headers().add("ce_source", "receiving".getBytes(UTF_8));
        later.headers().add("ce_type", "LotBlessed.v1".getBytes(UTF_8));
        long parkedBefore = LedgerTables.number("select count(*) from parked where event_key is null");
        announcer.sendRecords(List.of(garbage, nothing, later));
        Announced received = announcer.send(LotDraft.received(lot, "1"));
        assertThat(get(lot.path(), "after", received.eventId()).get("onHand").intValue())
                .isEqualTo(1);
        get(other.path(), "after", announcer.send(LotDraft.received(other, "1")).eventId());
        await(
                "all three are set aside",
                () -> LedgerTables.number("select count(*) from parked where event_key is null") == parkedBefore + 3);
        assertThat(LedgerTables.number("select count(*) from parked where reason = 'UNKNOWN_TYPE'"))
                .isEqualTo(1);
    }

    /** Goal: what should never come is told, not refused. Method: a shipment that names no cause comes first. */
    @Test
    void a_balance_below_zero_is_kept_counted_and_reported() {
        TestLot lot = TestLot.fresh();
        Announced shipped = announcer.announce(LotDraft.shipped(lot, "4"));
        Announced received = announcer.announce(LotDraft.received(lot, "10").at("WEST"));
        announcer.send(shipped);
        get(lot.path(), "after", shipped.eventId());
        announcer.send(received);
        JsonNode row = get(lot.path(), "after", received.eventId());
        assertAmounts(row, "10", "4", "0", "0", "0", "6");
        assertThat(row.get("locations").toString())
                .isEqualTo("[{\"location\":\"MAIN\",\"onHand\":-4},{\"location\":\"WEST\",\"onHand\":10}]");
        assertThat(LedgerTables.texts("select concat_ws(' ', event_id, location, running_balance) from discrepancy"
                        + " where lot_id = '" + lot.id() + "' order by location nulls first"))
                .containsExactly(shipped.eventId() + " -4.000000", shipped.eventId() + " MAIN -4.000000");
        await("the gauge shows it", () -> !LedgerClient.ask("/q/metrics").text().contains("lots_discrepancies 0.0"));
        assertThat(LedgerClient.ask("/q/metrics").text())
                .contains("lots_discrepancies ")
                .contains("lots_projection_lag_seconds ");
    }

    @Test
    void a_hot_lot_with_thousands_of_events_adds_up() {
        TestLot lot = TestLot.fresh();
        List<Announced> events = new ArrayList<>();
        events.add(announcer.announce(LotDraft.received(lot, "1000000")));
        BigDecimal expected = new BigDecimal("1000000");
        for (int i = 1; i < 3_000; i++) {
            BigDecimal quantity = BigDecimal.valueOf(i, 2);
            events.add(announcer.announce(
                    i % 3 == 0
                            ? LotDraft.received(lot, quantity.toPlainString()).at("L" + i % 7)
                            : LotDraft.shipped(lot, quantity.toPlainString())));
            expected = i % 3 == 0 ? expected.add(quantity) : expected.subtract(quantity);
        }
        announcer.send(events);
        await(
                "all are applied",
                () -> LedgerTables.number(
                                "select coalesce(max(transaction_count), 0) from lot where lot_id = '" + lot.id() + "'")
                        == 3_000);
        JsonNode row = get(lot.path());
        assertThat(row.get("onHand").decimalValue()).isEqualByComparingTo(expected);
        BigDecimal places = StreamSupport.stream(row.get("locations").spliterator(), false)
                .map(place -> place.get("onHand").decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(places).isEqualByComparingTo(expected);
        assertThat(LedgerTables.number("""
                        select count(*) from (
                            select running_balance, sum(quantity_change) over (order by position) as expected
                            from lot_transaction where lot_id = '%s') t
                        where running_balance <> expected""".formatted(lot.id()))).isZero();
        assertThat(pages(499, lot.path() + "/transactions")).hasSize(3_000);
    }

    private void send(LotDraft draft) {
        announcer.send(draft);
    }

    private static LotDraft adjusted(TestLot lot, Source source, AdjustmentReason reason, String quantity) {
        return LotDraft.adjusted(lot, source, reason, quantity);
    }

    private static String statusAfter(TestLot lot, Announced event) {
        return get(lot.path(), "after", event.eventId()).get("status").asText();
    }

    private static List<JsonNode> openParked(TestLot lot) {
        return pages(500, "/parked").stream()
                .filter(parked -> parked.get("key").asText().equals(lot.id().toString()))
                .toList();
    }

    /** Whether the stored offsets are at the end of the topic. */
    private boolean everythingRead() {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", TestStack.kafka().bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor("lot-events").stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            long written = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(end -> end)
                    .sum();
            return LedgerTables.number(
                            "select coalesce(sum(next_offset), 0) from consumer_offset where topic = 'lot-events'")
                    == written;
        }
    }

    private static List<String> texts(JsonNode page, String field) {
        List<String> values = new ArrayList<>();
        page.get("items").forEach(row -> values.add(row.get(field).asText()));
        return values;
    }

    private static void assertAmounts(
            JsonNode row,
            String received,
            String shipped,
            String returned,
            String adjusted,
            String inTransit,
            String onHand) {
        assertThat(List.of("received", "shipped", "returned", "adjusted", "inTransit", "onHand"))
                .extracting(field -> row.get(field).decimalValue().toPlainString())
                .containsExactly(received, shipped, returned, adjusted, inTransit, onHand);
    }
}
