package org.lotledger.shipping;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
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
import org.lotledger.events.LotReceived;
import org.lotledger.events.PublicEventJson;
import org.lotledger.events.Quantity;
import org.lotledger.events.Source;

/**
 * The other services, played: what receiving and the item catalog announce of lots, on the real topic, chained as the
 * contract wants.
 */
public final class Others implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, EventLink> heads = new ConcurrentHashMap<>();
    private final Map<String, byte[]> bodies = new ConcurrentHashMap<>();

    public Others(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Something to be told of a lot: at MAIN, by receipt R-1, now, unless it is told otherwise. */
    public Told of(String itemCode, @Nullable String lotNumber) {
        return new Told(itemCode, lotNumber);
    }

    /** What is told of a lot. Each ending announces it and answers the event's id. */
    public final class Told {
        private final String itemCode;
        private final @Nullable LotNumber lotNumber;
        private @Nullable LocalDate date;
        private String location = "MAIN";
        private DocumentRef document = new DocumentRef(DocumentType.RECEIPT, "R-1", 1);
        private Instant occurredAt = Instant.now();
        private boolean lost;

        private Told(String itemCode, @Nullable String lotNumber) {
            this.itemCode = itemCode;
            this.lotNumber = lotNumber == null ? null : new LotNumber(lotNumber);
        }

        public Told date(@Nullable String expirationDate) {
            date = expirationDate == null ? null : LocalDate.parse(expirationDate);
            return this;
        }

        public Told at(String place) {
            location = place;
            return this;
        }

        public Told by(DocumentType type, String number) {
            document = new DocumentRef(type, number, 1);
            return this;
        }

        public Told when(Instant time) {
            occurredAt = time;
            return this;
        }

        /** It takes its place in the chain, and never arrives. */
        public Told lost() {
            lost = true;
            return this;
        }

        public String received(String quantity) {
            return announce(Source.RECEIVING, link -> new LotReceived(fact(link, quantity, location, document)));
        }

        public String adjusted(AdjustmentReason reason, String quantity) {
            return announce(
                    Source.RECEIVING, link -> new LotAdjusted(reason, fact(link, quantity, location, document)));
        }

        /** A hold, quarantine or recall. */
        public String held(AdjustmentReason kind, String holdId) {
            return announce(
                    Source.ITEM_CATALOG,
                    link -> new LotAdjusted(
                            kind, fact(link, "0", null, new DocumentRef(DocumentType.LOT_HOLD, holdId, null))));
        }

        public String released(String holdId) {
            return held(AdjustmentReason.RELEASE, holdId);
        }

        private LotFact fact(EventLink link, String quantity, @Nullable String place, DocumentRef by) {
            return new LotFact(
                    link,
                    LotId.of(itemCode, lotNumber),
                    itemCode,
                    lotNumber,
                    date,
                    Quantity.of(quantity),
                    "EA",
                    place,
                    by,
                    null,
                    Map.of(),
                    null,
                    occurredAt,
                    Instant.now().truncatedTo(ChronoUnit.MICROS),
                    "tester",
                    null,
                    Map.of());
        }

        private String announce(Source source, Function<EventLink, LotEvent> event) {
            synchronized (Others.this) {
                String key = LotId.of(itemCode, lotNumber).toString();
                String chain = source + key;
                EventLink last = heads.get(chain);
                long sequence = last == null ? 1 : last.id().sequence() + 1;
                EventLink link = new EventLink(
                        new EventId(source.wireName(), key, sequence).toString(),
                        last == null ? null : sha256(bodies.get(chain)));
                LotEvent told = event.apply(link);
                byte[] body = PublicEventJson.write(told);
                heads.put(chain, link);
                bodies.put(chain, body);
                if (!lost) {
                    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("lot-events", utf8(key), body);
                    record.headers()
                            .add("ce_id", utf8(link.eventId()))
                            .add("ce_source", utf8(source.wireName()))
                            .add("ce_type", utf8(told.type().wireName()));
                    producer.send(record);
                    producer.flush();
                }
                return link.eventId();
            }
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
