package org.lotledger.benchmarks.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.lotledger.events.EventId;
import org.lotledger.events.PublicEvent;
import org.lotledger.events.PublicEventJson;

/** A public event with its bytes, as a writer's relay sends it. */
public record Announced(PublicEvent event, Instant recordedAt, byte[] body) {

    static Announced of(PublicEvent event, Instant recordedAt) {
        return new Announced(event, recordedAt, PublicEventJson.write(event));
    }

    /** Lower-case hex SHA-256 of the public bytes: what the next event of the chain names. */
    String hash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** CloudEvents 1.0, binary mode. */
    public ProducerRecord<byte[], byte[]> record() {
        EventId id = event.link().id();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(event.type().topic().wireName(), id.key().getBytes(UTF_8), body);
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", id.toString());
        header(record, "ce_type", event.type().wireName());
        header(record, "ce_source", id.source());
        header(record, "ce_subject", id.key());
        header(record, "ce_time", recordedAt.toString());
        header(record, "ce_sequence", Long.toString(id.sequence()));
        header(record, "content-type", "application/json");
        return record;
    }

    private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(UTF_8));
    }
}
