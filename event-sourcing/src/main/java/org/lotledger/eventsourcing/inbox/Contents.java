package org.lotledger.eventsourcing.inbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.store.Announcements;
import org.lotledger.eventsourcing.store.EventId;

/**
 * What is in a batch of records: events, and what is none. Found without a database.
 *
 * @param arrivals in the order of the records, without those whose source is passed over
 * @param garbage in the order of the records
 */
record Contents<E>(List<Arrival<E>> arrivals, List<Garbage> garbage) {

    /** A record that cannot be read, and why. */
    record Garbage(Incoming record, Unreadable why) {}

    static <E> Contents<E> of(List<Incoming> records, Intake<E> intake) {
        List<Arrival<E>> arrivals = new ArrayList<>(records.size());
        List<Garbage> garbage = new ArrayList<>();
        for (Incoming record : records) {
            try {
                Arrival<E> arrival = read(record, intake);
                if (arrival != null) {
                    arrivals.add(arrival);
                }
            } catch (Unreadable why) {
                garbage.add(new Garbage(record, why));
            }
        }
        return new Contents<>(arrivals, garbage);
    }

    /** The event in the record; null also when it cannot be read. */
    static <E> @Nullable Arrival<E> readOrNull(Incoming record, Intake<E> intake) {
        try {
            return read(record, intake);
        } catch (Unreadable garbage) {
            return null;
        }
    }

    /** The event in the record, or null when its source is passed over. */
    private static <E> @Nullable Arrival<E> read(Incoming record, Intake<E> intake) {
        String source = record.headers().get("ce_source");
        String id = record.headers().get("ce_id");
        String type = record.headers().get("ce_type");
        byte[] body = record.body();
        if (source == null || id == null || type == null || body == null || record.key() == null) {
            throw new Unreadable("the record lacks a key, a body, or one of ce_id, ce_source, ce_type", false);
        }
        if (intake.sourcesPassedOver().contains(source)) {
            return null;
        }
        if (!intake.sources().contains(source)) {
            throw new Unreadable("the record's source " + source + " is unknown", false);
        }
        EventId eventId = EventId.parse(id).orElse(null);
        if (eventId == null
                || !eventId.source().equals(source)
                || !Arrays.equals(eventId.key().getBytes(StandardCharsets.UTF_8), record.key())) {
            throw new Unreadable("the record's id " + id + " does not fit its source and key", false);
        }
        E event = intake.read(type, body);
        if (!intake.eventId(event).equals(id)) {
            throw new Unreadable("the record's id " + id + " is not that of its event " + intake.eventId(event), false);
        }
        return new Arrival<>(
                source,
                eventId.key(),
                eventId.sequence(),
                HexFormat.of().formatHex(Announcements.sha256(body)),
                intake.previousHash(event),
                intake.basedOn(event),
                event,
                record);
    }
}
