package org.lotledger.ledger.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.EventType;
import org.lotledger.events.ItemChanged;
import org.lotledger.events.LocationChanged;
import org.lotledger.events.LotEvent;
import org.lotledger.events.PublicEvent;
import org.lotledger.events.PublicEventJson;
import org.lotledger.events.Source;
import org.lotledger.events.UnreadableEvent;

/**
 * One announcement as its writer's store has it.
 *
 * @param source the writer
 * @param key the lotId, {@code item:<code>} or {@code location:<code>}
 * @param sequence its place among the announcements of source and key
 * @param topic where the writer sends it
 * @param type its wire name
 * @param hashStored lower-case hex SHA-256 of the public bytes, as the writer keeps it
 * @param hash the same, computed anew of the bytes that came
 * @param event what the bytes say; null when they cannot be read
 * @param problem why they cannot be read, as a sentence; null when they can
 */
public record Announcement(
        Source source,
        String key,
        long sequence,
        String topic,
        String type,
        String hashStored,
        String hash,
        @Nullable PublicEvent event,
        @Nullable String problem) {

    /** An announcement out of what its writer answered; never fails on the bytes. */
    public static Announcement of(
            Source source, String key, long sequence, String topic, String type, String hashStored, byte[] body) {
        PublicEvent event = null;
        String problem = null;
        try {
            event = PublicEventJson.read(
                    EventType.byWireName(type)
                            .orElseThrow(() -> new IllegalArgumentException("the type " + type + " is unknown")),
                    body);
        } catch (UnreadableEvent | IllegalArgumentException e) {
            problem = String.valueOf(e.getMessage());
        }
        return new Announcement(source, key, sequence, topic, type, hashStored, sha256(body), event, problem);
    }

    /** Its name, {@code <source>.<key>.<sequence>}. */
    public String eventId() {
        return source.wireName() + "." + key + "." + sequence;
    }

    /** When the writer wrote it down; the beginning of time when it cannot be read. */
    Instant recordedAt() {
        return switch (event) {
            case null -> Instant.MIN;
            case LotEvent lot -> lot.fact().recordedAt();
            case ItemChanged item -> item.recordedAt();
            case LocationChanged location -> location.recordedAt();
        };
    }

    /** The last sequence of each other source that it was decided on. */
    Map<String, Long> basedOn() {
        return event instanceof LotEvent lot ? lot.fact().basedOn() : Map.of();
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
