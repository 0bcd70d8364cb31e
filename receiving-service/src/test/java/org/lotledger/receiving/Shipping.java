package org.lotledger.receiving;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.DocumentRef;
import org.lotledger.events.DocumentType;
import org.lotledger.events.EventId;
import org.lotledger.events.EventLink;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.events.LotId;
import org.lotledger.events.LotNumber;
import org.lotledger.events.LotShipped;
import org.lotledger.events.PublicEventJson;
import org.lotledger.events.Quantity;

/** Another service, played: shipping, which announces what left on the real topic, chained as the contract wants. */
public final class Shipping implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, EventLink> heads = new HashMap<>();
    private final Map<String, byte[]> bodies = new HashMap<>();

    public Shipping(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Announces a delivery to a customer; answers the event's id. */
    public String shipped(String itemCode, String lotNumber, String quantity, String shipment) {
        return shipped(itemCode, lotNumber, quantity, shipment, Instant.now());
    }

    /** Announces a delivery to a customer that happened at that time. */
    public String shipped(String itemCode, String lotNumber, String quantity, String shipment, Instant occurredAt) {
        return announce(
                itemCode,
                lotNumber,
                link -> new LotShipped(fact(
                        link,
                        itemCode,
                        lotNumber,
                        quantity,
                        new DocumentRef(DocumentType.SHIPMENT, shipment, 1),
                        Map.of(),
                        occurredAt)));
    }

    /** Announces that a lot left on a transfer. */
    public String transferred(String itemCode, String lotNumber, String quantity, String transfer, String toLocation) {
        return adjusted(
                AdjustmentReason.TRANSFER_OUT,
                itemCode,
                lotNumber,
                quantity,
                Map.of("transfer", transfer, "toLocation", toLocation));
    }

    /** Announces that a component went into an assembly. */
    public String issued(String itemCode, String lotNumber, String quantity, String assembly) {
        return adjusted(AdjustmentReason.ASSEMBLY_ISSUE, itemCode, lotNumber, quantity, Map.of("assembly", assembly));
    }

    /** Announces another removal. */
    public String adjusted(
            AdjustmentReason reason,
            String itemCode,
            String lotNumber,
            String quantity,
            Map<String, String> references) {
        return announce(
                itemCode,
                lotNumber,
                link -> new LotAdjusted(
                        reason,
                        fact(
                                link,
                                itemCode,
                                lotNumber,
                                quantity,
                                new DocumentRef(DocumentType.SHIPMENT, "S-of-" + reason, 1),
                                references,
                                Instant.now())));
    }

    private static LotFact fact(
            EventLink link,
            String itemCode,
            String lotNumber,
            String quantity,
            DocumentRef document,
            Map<String, String> references,
            Instant occurredAt) {
        LotNumber number = lotNumber == null ? null : new LotNumber(lotNumber);
        return new LotFact(
                link,
                LotId.of(itemCode, number),
                itemCode,
                number,
                null,
                Quantity.of(quantity).negate(),
                "EA",
                "MAIN",
                document,
                null,
                references,
                null,
                occurredAt,
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                "tester",
                null,
                Map.of());
    }

    private synchronized String announce(String itemCode, String lotNumber, Function<EventLink, LotEvent> event) {
        String key = LotId.of(itemCode, lotNumber == null ? null : new LotNumber(lotNumber))
                .toString();
        EventLink last = heads.get(key);
        long sequence = last == null ? 1 : last.id().sequence() + 1;
        EventLink link = new EventLink(
                new EventId("shipping", key, sequence).toString(), last == null ? null : sha256(bodies.get(key)));
        LotEvent announced = event.apply(link);
        byte[] body = PublicEventJson.write(announced);
        heads.put(key, link);
        bodies.put(key, body);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("lot-events", utf8(key), body);
        record.headers()
                .add("ce_id", utf8(link.eventId()))
                .add("ce_source", utf8("shipping"))
                .add("ce_type", utf8(announced.type().wireName()));
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
