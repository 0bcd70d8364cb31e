package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.lotledger.local.LocalStack;
import org.lotledger.local.Service;

/**
 * What the event stores, Kafka and the ledger hold of lots, read directly and independently of the services: for each
 * source and lot the event ids in the order in which they lie there.
 */
final class Records {
    private static final Map<String, Service> WRITERS =
            Map.of("receiving", Service.RECEIVING, "shipping", Service.SHIPPING, "item-catalog", Service.ITEM_CATALOG);

    private final LocalStack stack;

    Records(LocalStack stack) {
        this.stack = stack;
    }

    /** By source and lot, out of the announcements of the writers' databases. */
    Map<String, List<String>> inStores() throws SQLException {
        Map<String, List<String>> events = new TreeMap<>();
        for (Map.Entry<String, Service> writer : WRITERS.entrySet()) {
            query(
                    writer.getValue(),
                    "select key, sequence from announcement where topic = 'lot-events' order by key, sequence",
                    row -> events.computeIfAbsent(writer.getKey() + " " + row.getString(1), k -> new ArrayList<>())
                            .add(writer.getKey() + "." + row.getString(1) + "." + row.getLong(2)));
        }
        return events;
    }

    /** By source and lot, out of the topic; repeats of an event are left out, the first counts. */
    Map<String, List<String>> inKafka() {
        Map<String, Set<String>> events = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : topic()) {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            events.computeIfAbsent(header(record, "ce_source") + " " + key, k -> new LinkedHashSet<>())
                    .add(header(record, "ce_id"));
        }
        return lists(events);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
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

    /** By source and lot, out of the ledger's history, in its order of arrival. */
    Map<String, List<String>> inLedger() throws SQLException {
        Map<String, List<String>> events = new TreeMap<>();
        query(
                Service.LOT_LEDGER,
                "select source, lot_id, sequence from projection.lot_transaction order by lot_id, position",
                row -> events.computeIfAbsent(row.getString(1) + " " + row.getString(2), k -> new ArrayList<>())
                        .add(row.getString(1) + "." + row.getString(2) + "." + row.getLong(3)));
        return events;
    }

    /** The numbers of the documents that some transaction of the ledger comes from, each as often as it does. */
    List<String> documentsInLedger() throws SQLException {
        List<String> documents = new ArrayList<>();
        query(
                Service.LOT_LEDGER,
                "select document_number from projection.lot_transaction",
                row -> documents.add(row.getString(1)));
        return documents;
    }

    /** On hand by lot and place, out of the ledger. */
    Map<String, String> balances() throws SQLException {
        Map<String, String> balances = new TreeMap<>();
        query(
                Service.LOT_LEDGER,
                "select lot_id, location, trim_scale(on_hand)::text from projection.lot_location order by lot_id, location",
                row -> balances.put(row.getString(1) + " " + row.getString(2), row.getString(3)));
        return balances;
    }

    /** Histories of the ledger that went below nothing, and lots whose parts do not add up. */
    List<String> contradictions() throws SQLException {
        List<String> found = new ArrayList<>();
        query(
                Service.LOT_LEDGER,
                "select lot_id, position, running_balance from projection.lot_transaction where running_balance < 0",
                row -> found.add("below nothing: " + row.getString(1) + " at " + row.getLong(2)));
        query(
                Service.LOT_LEDGER,
                "select event_id, location, running_balance from projection.discrepancy",
                row -> found.add("discrepancy: " + row.getString(1) + " at " + row.getString(2)));
        query(Service.LOT_LEDGER, """
                select l.lot_id, l.on_hand, t.sum, p.sum
                from projection.lot l
                left join (select lot_id, sum(quantity_change) from projection.lot_transaction group by lot_id) t
                       on t.lot_id = l.lot_id
                left join (select lot_id, sum(on_hand) from projection.lot_location group by lot_id) p on p.lot_id = l.lot_id
                where l.on_hand is distinct from coalesce(t.sum, 0) or l.on_hand is distinct from coalesce(p.sum, 0)""", row -> found.add("does not add up: " + row.getString(1)));
        return found;
    }

    /** Stores, Kafka and ledger hold the same events in the same order, and the balances are their sums. */
    void mustAgreeWithin(Duration patience) throws Exception {
        Eventually.succeeds(patience, () -> {
            Map<String, List<String>> stores = inStores();
            assertThat(inKafka()).isEqualTo(stores);
            assertThat(inLedger()).isEqualTo(stores);
            assertThat(withoutZeros(balances())).isEqualTo(withoutZeros(sumsOfStores()));
            assertThat(contradictions()).isEmpty();
            return stores;
        });
    }

    private static Map<String, String> withoutZeros(Map<String, String> balances) {
        return balances.entrySet().stream()
                .filter(balance -> !balance.getValue().equals("0"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What the events of the stores add up to, by lot and place: the balances that the ledger must show. */
    Map<String, String> sumsOfStores() throws SQLException {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (Service writer : WRITERS.values()) {
            query(writer, """
                    select key || ' ' || (j->>'location'), sum((j->>'quantityChange')::numeric)
                    from (select key, convert_from(body, 'UTF8')::jsonb as j from announcement
                          where topic = 'lot-events') a
                    where j->>'location' is not null
                    group by 1""", row -> sums.merge(row.getString(1), row.getBigDecimal(2), BigDecimal::add));
        }
        Map<String, String> plain = new LinkedHashMap<>();
        sums.forEach((place, sum) -> plain.put(place, sum.stripTrailingZeros().toPlainString()));
        return plain;
    }

    private static Map<String, List<String>> lists(Map<String, ? extends Collection<String>> sets) {
        Map<String, List<String>> lists = new TreeMap<>();
        sets.forEach((key, set) -> lists.put(key, List.copyOf(set)));
        return lists;
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
