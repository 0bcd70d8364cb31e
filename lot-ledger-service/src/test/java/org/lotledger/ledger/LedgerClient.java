package org.lotledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.local.http.Call.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.lotledger.local.http.Answer;
import org.lotledger.local.http.Call;

/** Asks the running ledger. */
public final class LedgerClient {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private LedgerClient() {}

    /** The answer, whatever its status; parameters are names and values in turn. */
    public static Answer ask(String path, Object... parameters) {
        Call request = given();
        for (int i = 0; i < parameters.length; i += 2) {
            if (parameters[i + 1] instanceof Collection<?> several) {
                request.queryParam((String) parameters[i], several);
            } else {
                request.queryParam((String) parameters[i], parameters[i + 1]);
            }
        }
        return request.get(path);
    }

    /** The body of a 200. */
    public static JsonNode get(String path, Object... parameters) {
        Answer answer = ask(path, parameters);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return json(answer);
    }

    public static JsonNode json(Answer answer) {
        try {
            return JSON.readTree(answer.text());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(answer.text(), e);
        }
    }

    /** All rows of a list, page by page. */
    public static List<JsonNode> pages(int limit, String path, Object... parameters) {
        List<JsonNode> rows = new ArrayList<>();
        Object[] all = new Object[parameters.length + 4];
        System.arraycopy(parameters, 0, all, 0, parameters.length);
        all[parameters.length] = "limit";
        all[parameters.length + 1] = limit;
        all[parameters.length + 2] = "cursor";
        all[parameters.length + 3] = "";
        while (true) {
            JsonNode page = get(path, all);
            page.get("items").forEach(rows::add);
            assertThat(page.get("items").size()).isLessThanOrEqualTo(limit);
            if (page.get("nextCursor").isNull()) {
                return rows;
            }
            assertThat(page.get("items").size()).isEqualTo(limit);
            all[parameters.length + 3] = page.get("nextCursor").asText();
        }
    }

    public static void await(String what, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("waiting until " + what).isBefore(deadline);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
