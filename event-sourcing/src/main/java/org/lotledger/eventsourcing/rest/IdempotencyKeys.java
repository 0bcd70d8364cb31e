package org.lotledger.eventsourcing.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the first 2xx answer to a named request, in the transaction of the command: a retry gets it again, a twin
 * in flight waits for the first (the unique key makes it wait). Refusals are not kept; they roll back with the rest.
 */
@ApplicationScoped
public class IdempotencyKeys {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final ObjectMapper json;

    public IdempotencyKeys(ObjectMapper json) {
        this.json = json;
    }

    /** A named request: whose, under which name, and what it asks. */
    record Key(String caller, String key, byte[] fingerprint) {}

    /**
     * The name of the request, or null when the caller gave none.
     *
     * @throws ProblemException FIELD_INVALID when it is not 1 to 255 visible ASCII characters
     */
    @Nullable
    Key keyOf(String caller, @Nullable String key, Supplier<byte[]> fingerprint) {
        if (key == null) {
            return null;
        }
        if (!KEY.matcher(key).matches()) {
            throw new ProblemException(
                    ProblemCode.FIELD_INVALID, "", "Idempotency-Key must be 1 to 255 visible ASCII characters.");
        }
        return new Key(caller, key, fingerprint.get());
    }

    /** The first answer if there is one, else that of the work, which is then kept. */
    Uni<Answer> once(SqlConnection tx, Key key, Supplier<Uni<Answer>> work) {
        return tx.preparedQuery("""
                        insert into idempotency (caller, key, fingerprint)
                        values ($1, $2, $3)
                        on conflict do nothing""")
                .execute(Tuple.of(key.caller(), key.key(), Buffer.buffer(key.fingerprint())))
                .flatMap(inserted -> inserted.rowCount() == 1
                        ? work.get().call(answer -> keep(tx, key, answer))
                        : replay(tx, key, work));
    }

    private Uni<Void> keep(SqlConnection tx, Key key, Answer answer) {
        return tx.preparedQuery("""
                        update idempotency
                        set status = $3, headers = $4::text::jsonb, body = $5
                        where caller = $1 and key = $2""")
                .execute(Tuple.of(
                        key.caller(),
                        key.key(),
                        answer.status(),
                        writeHeaders(answer.headers()),
                        Buffer.buffer(answer.body())))
                .replaceWithVoid();
    }

    private Uni<Answer> replay(SqlConnection tx, Key key, Supplier<Uni<Answer>> work) {
        return tx.preparedQuery("""
                        select fingerprint, status, headers::text as headers, body from idempotency
                        where caller = $1 and key = $2""").execute(Tuple.of(key.caller(), key.key())).flatMap(rows -> {
            if (rows.size() == 0) {
                // Expired and removed between the two statements.
                return once(tx, key, work);
            }
            Row row = rows.iterator().next();
            if (!Arrays.equals(row.getBuffer("fingerprint").getBytes(), key.fingerprint())) {
                return Uni.createFrom()
                        .failure(new ProblemException(
                                ProblemCode.IDEMPOTENCY_KEY_REUSED,
                                "Idempotency-Key " + key.key() + " was used before for another request."));
            }
            return Uni.createFrom()
                    .item(new Answer(
                            row.getInteger("status"),
                            readHeaders(row.getString("headers")),
                            row.getBuffer("body").getBytes()));
        });
    }

    private String writeHeaders(Map<String, String> headers) {
        try {
            return json.writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("headers are texts", e);
        }
    }

    private Map<String, String> readHeaders(String text) {
        try {
            return json.readValue(text, HEADERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("kept headers cannot be read", e);
        }
    }
}
