package org.lotledger.eventsourcing.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.store.EventId;
import org.lotledger.eventsourcing.store.Stamp;
import org.lotledger.eventsourcing.store.Versioned;

/** One command request inside its transaction: who asks, with what, and how to answer. */
public final class Command {
    private static final int EMPTY_OBJECT_BYTES_MAX = 256;
    private static final Pattern TRACE_PARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private final SqlConnection transaction;
    private final CommandParameters parameters;
    private final byte[] body;
    private final Instant now;
    private final JsonBody bodies;
    private final ObjectMapper json;
    private final int bodyBytesMax;
    private final Set<String> askedInVain;
    private final Set<String> decidedUnclaimed = new HashSet<>();

    Command(
            SqlConnection transaction,
            CommandParameters parameters,
            byte[] body,
            Instant now,
            JsonBody bodies,
            ObjectMapper json,
            int bodyBytesMax,
            Set<String> askedInVain) {
        this.transaction = transaction;
        this.parameters = parameters;
        this.body = body;
        this.now = now.truncatedTo(ChronoUnit.MICROS);
        this.bodies = bodies;
        this.json = json;
        this.bodyBytesMax = bodyBytesMax;
        this.askedInVain = askedInVain;
    }

    /** What other services were asked for during this request, and do not know. */
    public Set<String> askedInVain() {
        return askedInVain;
    }

    /** References on which this attempt was decided before this service had claimed them. */
    public Set<String> decidedUnclaimed() {
        return decidedUnclaimed;
    }

    /** The transaction in which everything that the command does happens, or nothing. */
    public SqlConnection transaction() {
        return transaction;
    }

    /** The service's clock when the transaction began. */
    public Instant now() {
        return now;
    }

    /** Who asks. */
    public Caller caller() {
        return parameters.caller();
    }

    /** The subject of the caller's token; {@code local} where no identity provider is configured. */
    public String actor() {
        return caller().subject();
    }

    /** The trace that the request is part of; null when it names none that can be read, which W3C says to ignore. */
    public @Nullable String traceParent() {
        String given = parameters.traceParent();
        return given != null && TRACE_PARENT.matcher(given).matches() ? given : null;
    }

    /** Who writes what this command decides, at a time not before that of the facts it builds on. */
    public Stamp stamp(@Nullable Instant latestFactRecordedAt) {
        Instant recordedAt =
                latestFactRecordedAt != null && latestFactRecordedAt.isAfter(now) ? latestFactRecordedAt : now;
        return new Stamp(recordedAt, actor());
    }

    /** The body as a record; all its mistakes are reported at once. */
    public <T> T read(Class<T> type) {
        return bodies.read(body, bodyBytesMax, type);
    }

    /**
     * The body as a JSON merge patch (RFC 7396).
     *
     * @param current the request that would make the document as it is now
     * @return the request that makes it as the patch wants it
     */
    public <T> T readPatch(Class<T> type, T current) {
        return bodies.readPatch(body, bodyBytesMax, type, current);
    }

    /** The body as a list of records. */
    public <T> List<T> readList(Class<T[]> arrayType) {
        return bodies.readList(body, bodyBytesMax, arrayType);
    }

    /** For actions without parameters: the body must be absent or an empty object. */
    public void readNothing() {
        if (body.length > 0) {
            bodies.read(body, EMPTY_OBJECT_BYTES_MAX, NoFields.class);
        }
    }

    /** A body without fields. */
    record NoFields() {}

    /**
     * The document that a path names must exist.
     *
     * @throws ProblemException NOT_FOUND
     */
    public void requireFound(Versioned<?> document, String what) {
        if (!document.exists()) {
            throw new ProblemException(ProblemCode.NOT_FOUND, what + " does not exist.");
        }
    }

    /**
     * The caller must have seen the document as it is now.
     *
     * @param current the document as callers see it, asked for only when the caller has seen another
     * @throws ProblemException IF_MATCH_REQUIRED, or DOCUMENT_CHANGED with the current ETag and document
     */
    public Uni<Void> requireMatch(Versioned<?> document, String what, Supplier<Uni<?>> current) {
        String ifMatch = parameters.ifMatch;
        String eTag = eTag(document.version());
        if (ifMatch == null) {
            throw new ProblemException(
                    ProblemCode.IF_MATCH_REQUIRED,
                    "",
                    "Changing " + what + " needs the header If-Match with its ETag, now " + eTag + ".",
                    Map.of("ETag", eTag));
        }
        boolean matches = Arrays.stream(ifMatch.split(","))
                .map(String::trim)
                .anyMatch(tag -> tag.equals("*") || tag.equals(eTag));
        if (matches) {
            return Uni.createFrom().voidItem();
        }
        ProblemException changed = new ProblemException(
                ProblemCode.DOCUMENT_CHANGED,
                "",
                what + " has changed: its ETag is " + eTag + ", If-Match says " + BodyMistakes.shorten(ifMatch) + ".",
                Map.of("ETag", eTag));
        return current.get().flatMap(shown -> Uni.createFrom().failure(changed.withCurrent(shown)));
    }

    /** The strong ETag of a version. */
    public static String eTag(long version) {
        return "\"" + version + "\"";
    }

    /** 201 for a new document. */
    public Answer created(String location, long version, List<EventId> announced, Object shown) {
        return answer(201, version, announced, shown).with("Location", location);
    }

    /** 202 for work that goes on after the answer. */
    public Answer accepted(String location, Object shown) {
        return new Answer(202, Map.of("Location", location), write(shown));
    }

    /** 200 for a document as it is after the command. */
    public Answer done(long version, List<EventId> announced, Object shown) {
        return answer(200, version, announced, shown);
    }

    /** 200 for an outcome that is no document and has no version. */
    public Answer done(Object shown) {
        return new Answer(200, Map.of(), write(shown));
    }

    private Answer answer(int status, long version, List<EventId> announced, Object shown) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ETag", eTag(version));
        if (!announced.isEmpty()) {
            headers.put("Event-Id", announced.getLast().toString());
        }
        return new Answer(status, headers, write(shown));
    }

    private byte[] write(Object shown) {
        try {
            return json.writeValueAsBytes(shown);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be written as JSON", e);
        }
    }
}
