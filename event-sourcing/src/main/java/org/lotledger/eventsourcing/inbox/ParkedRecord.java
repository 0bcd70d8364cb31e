package org.lotledger.eventsourcing.inbox;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the parking place.
 *
 * @param reason UNREADABLE, UNKNOWN_TYPE, AHEAD, FORK, BASED_ON or NOT_APPLICABLE
 * @param detail the reason in a sentence
 * @param state OPEN; APPLIED, REPEATED or DISCARDED once it has left
 * @param source null when the record names none
 * @param key what the event is about; null when the record does not tell
 * @param sequence null when the record names none
 */
public record ParkedRecord(
        long id,
        String reason,
        String detail,
        String state,
        @Nullable String source,
        @Nullable String key,
        @Nullable Long sequence,
        Instant parkedAt,
        @JsonIgnore Incoming record) {

    @JsonProperty
    public String topic() {
        return record.topic();
    }

    /** Where the record lies on the topic. */
    @JsonProperty
    public String place() {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    @JsonProperty
    public Map<String, String> headers() {
        return record.headers();
    }

    /** The record's value as text, as far as it is text. */
    @JsonProperty
    public @Nullable String body() {
        byte[] body = record.body();
        return body == null ? null : new String(body, StandardCharsets.UTF_8);
    }
}
