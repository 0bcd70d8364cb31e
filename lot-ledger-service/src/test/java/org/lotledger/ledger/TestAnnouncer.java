package org.lotledger.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.lotledger.events.EventLink;
import org.lotledger.events.ItemChanged;
import org.lotledger.events.LocationChanged;
import org.lotledger.events.PublicEvent;
import org.lotledger.events.PublicEventJson;
import org.lotledger.eventsourcing.inbox.Arrival;
import org.lotledger.eventsourcing.inbox.Incoming;

/**
 * The writers of a test: gives events their place in the chain of source and key, as the announcements of the services
 * do, and sends them when, as often and in the order that the test wants.
 */
public final class TestAnnouncer implements AutoCloseable {
    private static final long ACKNOWLEDGED_SECONDS_MAX = 30;

    private final Map<String, EventLink> lastByChain = new HashMap<>();
    private final Map<String, String> hashByChain = new HashMap<>();
    private KafkaProducer<byte[], byte[]> producer;

    /** An event with its public bytes. */
    public record Announced(String source, long sequence, PublicEvent event, byte[] body) {
        public String eventId() {
            return event.link().eventId();
        }

        public ProducerRecord<byte[], byte[]> record() {
            var record = new ProducerRecord<>(
                    event.type().topic().wireName(), event.key().getBytes(UTF_8), body);
            Map.of(
                            "ce_specversion", "1.0",
                            "ce_id", eventId(),
                            "ce_type", event.type().wireName(),
                            "ce_source", source,
                            "ce_subject", event.key(),
                            "ce_sequence", Long.toString(sequence),
                            "content-type", "application/json")
                    .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
            return record;
        }

        /** As it arrives at the projection. */
        @SuppressWarnings("unchecked")
        public <E extends PublicEvent> Arrival<E> arrival() {
            return new Arrival<>(
                    source,
                    event.key(),
                    sequence,
                    sha256(body),
                    event.link().previousHash(),
                    Map.of(),
                    (E) event,
                    new Incoming(null, event.type().topic().wireName(), 0, sequence, null, Map.of(), body));
        }
    }

    /** The next event of its chain; not sent yet. */
    public Announced announce(LotDraft draft) {
        return announce(draft.source().wireName(), draft.key(), draft::event);
    }

    /** The next state of an item; not sent yet. */
    public Announced announceItem(String itemCode, Function<EventLink, ItemChanged> item) {
        return announce("item-catalog", ItemChanged.keyOf(itemCode), item::apply);
    }

    /** The next state of a place; not sent yet. */
    public Announced announceLocation(String location, Function<EventLink, LocationChanged> place) {
        return announce("item-catalog", LocationChanged.keyOf(location), place::apply);
    }

    private Announced announce(String source, String key, Function<EventLink, PublicEvent> event) {
        String chain = source + "." + key;
        EventLink last = lastByChain.get(chain);
        long sequence = last == null ? 1 : last.id().sequence() + 1;
        EventLink link = new EventLink(chain + "." + sequence, hashByChain.get(chain));
        Announced announced =
                new Announced(source, sequence, event.apply(link), PublicEventJson.write(event.apply(link)));
        lastByChain.put(chain, link);
        hashByChain.put(chain, sha256(announced.body()));
        return announced;
    }

    /** A second history that begins here: the same service, restored from an older copy. */
    public TestAnnouncer fork() {
        TestAnnouncer other = new TestAnnouncer();
        other.lastByChain.putAll(lastByChain);
        other.hashByChain.putAll(hashByChain);
        return other;
    }

    /** Announces and sends. */
    public Announced send(LotDraft draft) {
        Announced announced = announce(draft);
        send(announced);
        return announced;
    }

    public void send(Announced... announced) {
        send(List.of(announced));
    }

    /** Sends, and waits until the broker has all of them. */
    public void send(Collection<Announced> announced) {
        sendRecords(announced.stream().map(Announced::record).toList());
    }

    public void sendRecords(List<ProducerRecord<byte[], byte[]>> records) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        records.forEach(record -> sent.add(producer().send(record)));
        for (Future<RecordMetadata> one : sent) {
            try {
                one.get(ACKNOWLEDGED_SECONDS_MAX, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException("not acknowledged", e);
            }
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            // One request at a time: a partition that was made anew takes whatever batch of a producer comes first, and
            // refuses for ever the one before it that had to be sent again.
            Map<String, Object> settings = Map.of(
                    "bootstrap.servers",
                    ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class),
                    "acks",
                    "all",
                    "max.in.flight.requests.per.connection",
                    "1",
                    "linger.ms",
                    "5");
            producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close();
        }
    }
}
