package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.lotledger.local.LocalStack;
import org.lotledger.local.Service;
import org.lotledger.system.history.Fact;
import org.lotledger.system.history.History;
import org.lotledger.system.history.History.Event;
import org.lotledger.system.history.History.Shelf;
import org.lotledger.system.history.History.Store;
import org.lotledger.system.history.Ledger;
import org.lotledger.system.history.Ledger.Entry;
import org.lotledger.system.history.Ledger.Head;
import org.lotledger.system.history.Ledger.Lot;
import org.lotledger.system.history.Ledger.Place;
import org.lotledger.system.history.Operation;

/**
 * What the event stores, Kafka and the ledger hold of lots, read directly and independently of the services, and what
 * shipping and the parking places say: a {@link History}.
 */
final class Records {
    static final Map<String, Service> WRITERS =
            Map.of("item-catalog", Service.ITEM_CATALOG, "receiving", Service.RECEIVING, "shipping", Service.SHIPPING);
    private static final List<Service> CONSUMERS = List.of(Service.RECEIVING, Service.SHIPPING, Service.LOT_LEDGER);

    private final LocalStack stack;
    private final Api api;

    Records(LocalStack stack) {
        this.stack = stack;
        this.api = new Api(stack);
    }

    /** Everything breaks no invariant, now or as soon as all has arrived; operations are what clients were told. */
    void mustAgreeWithin(Duration patience, List<Operation> operations) throws Exception {
        Eventually.succeeds(patience, () -> {
            // To read everything is dear, and in vain as long as the ledger is behind.
            assertThat(lag())
                    .as(() -> "events that the ledger lacks; " + clues())
                    .isNotPositive();
            History history = history(operations, null);
            assertThat(history.violations()).as(this::clues).isEmpty();
            return history;
        });
    }

    void mustAgreeWithin(Duration patience) throws Exception {
        mustAgreeWithin(patience, List.of());
    }

    private String clues() {
        return "logs and data are in " + stack.service(Service.LOT_LEDGER).log().getParent();
    }

    /** As of now; earlier is the ledger before it was made anew, or null. */
    History history(List<Operation> operations, Ledger earlier) throws SQLException {
        List<Store> stores = new ArrayList<>();
        for (Map.Entry<String, Service> writer : new TreeMap<>(WRITERS).entrySet()) {
            stores.add(store(writer.getKey(), writer.getValue()));
        }
        return new History(
                operations, stores, topicFacts(), SharedStack.topicLosses(), ledger(), earlier, shelves(), parked());
    }

    private Store store(String source, Service writer) throws SQLException {
        List<Fact> facts = new ArrayList<>();
        query(
                writer,
                "select key, sequence, body from announcement where topic = 'lot-events' order by key, sequence",
                row -> facts.add(fact(source, row.getString(1), row.getLong(2), row.getBytes(3))));
        List<Event> events = new ArrayList<>();
        query(
                writer,
                "select stream, version from event order by stream, version",
                row -> events.add(new Event(row.getString(1), row.getLong(2))));
        return new Store(source, facts, events, headsOf(writer));
    }

    private static Fact fact(String source, String lotId, long sequence, byte[] body) {
        try {
            JsonNode json = Api.JSON.readTree(body);
            Map<String, Long> basedOn = new TreeMap<>();
            json.path("basedOn")
                    .properties()
                    .forEach(e -> basedOn.put(e.getKey(), e.getValue().asLong()));
            return new Fact(
                    source,
                    lotId,
                    sequence,
                    json.path("itemCode").asText(),
                    json.path("lotNumber").textValue(),
                    json.path("location").textValue(),
                    json.path("quantityChange").decimalValue(),
                    json.path("document").path("number").asText(),
                    json.path("reasonText").textValue(),
                    basedOn,
                    instant(json, "occurredAt"),
                    instant(json, "recordedAt"),
                    json.path("actor").textValue(),
                    json.path("previousHash").textValue(),
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(body)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Instant instant(JsonNode json, String name) {
        String text = json.path(name).textValue();
        return text == null ? null : Instant.parse(text);
    }

    /** Records without the headers of an event are none; what they are is the business of the parking places. */
    private List<Fact> topicFacts() {
        List<Fact> facts = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : topic()) {
            String source = header(record, "ce_source");
            String id = header(record, "ce_id");
            String sequence = header(record, "ce_sequence");
            if (source != null && id != null && sequence != null) {
                String lot = new String(record.key(), StandardCharsets.UTF_8);
                facts.add(fact(source, lot, Long.parseLong(sequence), record.value()));
            }
        }
        return facts;
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Everything on the topic now, partition by partition. */
    List<ConsumerRecord<byte[], byte[]>> topic() {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafka().bootstrapServers());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("lot-events").stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    Ledger ledger() throws SQLException {
        List<Entry> entries = new ArrayList<>();
        query(
                Service.LOT_LEDGER,
                "select lot_id, position, source, sequence, document_number, location, quantity_change, running_balance,"
                        + " place_balance from projection.lot_transaction order by lot_id, position",
                row -> entries.add(new Entry(
                        row.getString(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getString(5),
                        row.getString(6),
                        row.getBigDecimal(7),
                        row.getBigDecimal(8),
                        row.getBigDecimal(9))));
        Map<Place, BigDecimal> places = new HashMap<>();
        query(
                Service.LOT_LEDGER,
                "select lot_id, location, on_hand from projection.lot_location",
                row -> places.put(new Place(row.getString(1), row.getString(2)), row.getBigDecimal(3)));
        List<String> discrepancies = new ArrayList<>();
        query(
                Service.LOT_LEDGER,
                "select event_id, location, running_balance from projection.discrepancy",
                row -> discrepancies.add(
                        "reported: " + row.getString(1) + " at " + row.getString(2) + " " + row.getBigDecimal(3)));
        return new Ledger(entries, lots(), places, discrepancies);
    }

    private Map<String, Lot> lots() throws SQLException {
        Map<String, Lot> lots = new TreeMap<>();
        query(
                Service.LOT_LEDGER,
                "select lot_id, on_hand, applied from projection.lot",
                row -> lots.put(row.getString(1), new Lot(row.getBigDecimal(2), heads(row.getString(3)))));
        return lots;
    }

    private static Map<String, Head> heads(String applied) {
        try {
            Map<String, Head> heads = new TreeMap<>();
            Api.JSON
                    .readTree(applied)
                    .properties()
                    .forEach(e -> heads.put(
                            e.getKey(),
                            new Head(
                                    e.getValue().path(0).asLong(),
                                    e.getValue().path(1).asText())));
            return heads;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<Place, Shelf> shelves() {
        Map<Place, Shelf> shelves = new HashMap<>();
        for (JsonNode row : api.all(Service.SHIPPING, "/availability")) {
            shelves.put(
                    new Place(row.path("lotId").asText(), row.path("location").asText()),
                    new Shelf(
                            row.path("onHand").decimalValue(),
                            row.path("reserved").decimalValue(),
                            row.path("available").decimalValue()));
        }
        return shelves;
    }

    private List<String> parked() {
        List<String> parked = new ArrayList<>();
        for (Service consumer : CONSUMERS) {
            api.all(consumer, "/parked").forEach(entry -> parked.add(consumer.label() + ": " + entry));
        }
        return parked;
    }

    /** The writers' heads of all lots, by source. */
    Map<String, Map<String, Head>> announced() throws SQLException {
        Map<String, Map<String, Head>> announced = new TreeMap<>();
        for (Map.Entry<String, Service> writer : WRITERS.entrySet()) {
            announced.put(writer.getKey(), headsOf(writer.getValue()));
        }
        return announced;
    }

    /** The ids of all events of lots that the writers have announced. */
    Set<String> announcedIds() throws SQLException {
        Set<String> ids = new TreeSet<>();
        for (Map.Entry<String, Service> writer : WRITERS.entrySet()) {
            query(
                    writer.getValue(),
                    "select key || '.' || sequence from announcement where topic = 'lot-events'",
                    row -> ids.add(writer.getKey() + "." + row.getString(1)));
        }
        return ids;
    }

    private Map<String, Head> headsOf(Service writer) throws SQLException {
        Map<String, Head> heads = new TreeMap<>();
        query(
                writer,
                "select key, sequence, encode(hash, 'hex') from announcement_counter"
                        + " where sequence > 0 and key not like '%:%'",
                row -> heads.put(row.getString(1), new Head(row.getLong(2), row.getString(3))));
        return heads;
    }

    /** Those of these heads that the ledger has not come to. */
    List<String> notApplied(Map<String, Map<String, Head>> announced) throws SQLException {
        Map<String, Lot> lots = lots();
        List<String> behind = new ArrayList<>();
        announced.forEach((source, heads) -> heads.forEach((lot, head) -> {
            Lot row = lots.get(lot);
            Head applied = row == null ? null : row.applied().get(source);
            if (applied == null || applied.sequence() < head.sequence()) {
                behind.add(source + " " + lot + ": " + applied + " of " + head);
            }
        }));
        return behind;
    }

    /** How many events of lots the writers have announced, and how many of them the ledger has. */
    long lag() throws SQLException {
        long[] lag = new long[1];
        for (Service writer : WRITERS.values()) {
            query(
                    writer,
                    "select coalesce(sum(sequence), 0) from announcement_counter where key not like '%:%'",
                    row -> lag[0] += row.getLong(1));
        }
        query(
                Service.LOT_LEDGER,
                "select coalesce(sum(transaction_count), 0) from projection.lot",
                row -> lag[0] -= row.getLong(1));
        return lag[0];
    }

    /** How many records of the topic a writer has compared with its store. */
    long readBack(Service writer) throws SQLException {
        long[] read = new long[1];
        query(
                writer,
                "select coalesce(sum(next_offset), 0) from own_offset where topic = 'lot-events'",
                row -> read[0] = row.getLong(1));
        return read[0];
    }

    /** How many rows the tables of all services have, but for the queues, which fill and empty by themselves. */
    Map<String, Long> rows() throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        for (Service service : Service.values()) {
            List<String> tables = new ArrayList<>();
            query(service, """
                    select table_schema || '.' || table_name from information_schema.tables
                    where table_schema in ('public', 'projection') and table_type = 'BASE TABLE'
                      and table_name not in ('outbox', 'consumer_offset')""", row -> tables.add(row.getString(1)));
            for (String table : tables) {
                query(
                        service,
                        "select count(*) from " + table,
                        row -> counts.put(service.label() + " " + table, row.getLong(1)));
            }
        }
        return counts;
    }

    /** Something done with each row. */
    interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void query(Service service, String sql, RowReader reader) throws SQLException {
        try (Connection connection = stack.postgres(service).connect(service.database());
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }
}
