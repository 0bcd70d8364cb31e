package org.lotledger.shipping;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.lotledger.events.DocumentRef;
import org.lotledger.events.DocumentType;
import org.lotledger.events.EventId;
import org.lotledger.events.EventLink;
import org.lotledger.events.EventType;
import org.lotledger.events.LotFact;
import org.lotledger.events.LotId;
import org.lotledger.events.LotNumber;
import org.lotledger.events.LotReceived;
import org.lotledger.events.PublicEventJson;
import org.lotledger.events.Quantity;

/** Another service, played: receiving, which announces deliveries on the real topic, chained as the contract wants. */
public final class Receiving implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, EventLink> heads = new ConcurrentHashMap<>();
    private final Map<String, byte[]> bodies = new ConcurrentHashMap<>();

    public Receiving(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Announces a delivery to MAIN; answers the event's id. */
    public String received(String itemCode, String lotNumber, String date, String quantity) {
        return received(itemCode, lotNumber, date, quantity, Instant.now());
    }

    /** Announces a delivery to MAIN that happened at that time. */
    public synchronized String received(
            String itemCode, String lotNumber, String date, String quantity, Instant occurredAt) {
        LotNumber number = lotNumber == null ? null : new LotNumber(lotNumber);
        String key = LotId.of(itemCode, number).toString();
        EventLink last = heads.get(key);
        long sequence = last == null ? 1 : last.id().sequence() + 1;
        EventLink link = new EventLink(
                new EventId("receiving", key, sequence).toString(), last == null ? null : sha256(bodies.get(key)));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        byte[] body = PublicEventJson.write(new LotReceived(new LotFact(
                link,
                LotId.of(itemCode, number),
                itemCode,
                number,
                date == null ? null : LocalDate.parse(date),
                Quantity.of(quantity),
                "EA",
                "MAIN",
                new DocumentRef(DocumentType.RECEIPT, "R-1", 1),
                null,
                Map.of(),
                null,
                occurredAt,
                now,
                "tester",
                null,
                Map.of())));
        heads.put(key, link);
        bodies.put(key, body);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("lot-events", utf8(key), body);
        record.headers()
                .add("ce_id", utf8(link.eventId()))
                .add("ce_source", utf8("receiving"))
                .add("ce_type", utf8(EventType.LOT_RECEIVED.wireName()));
        producer.send(record);
        producer.flush();
        return link.eventId();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
