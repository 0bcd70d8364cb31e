package org.lotledger.eventsourcing.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lotledger.eventsourcing.store.StoreFixture;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdempotencyKeysTest {
    private static final int TWINS = 20;
    private final StoreFixture fixture = new StoreFixture();
    private final IdempotencyKeys keys = new IdempotencyKeys(new ObjectMapper());
    private final AtomicInteger runs = new AtomicInteger();

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void a_retry_gets_the_first_answer_again() {
        Answer first = once("retry", "body", work("first"));
        Answer second = once("retry", "body", work("second"));
        assertThat(text(first)).isEqualTo("first");
        assertThat(text(second)).isEqualTo("first");
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.headers()).isEqualTo(Map.of("ETag", "\"1\""));
    }

    @Test
    void the_key_of_another_request_is_refused() {
        once("other", "body", work("first"));
        assertThatThrownBy(() -> once("other", "another body", work("second")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void a_refusal_is_not_kept() {
        assertThatThrownBy(() -> once(
                        "refused",
                        "body",
                        () -> Uni.createFrom().failure(new ProblemException(ProblemCode.NOT_FOUND, "not there"))))
                .isInstanceOf(ProblemException.class);
        assertThat(text(once("refused", "body", work("now it works")))).isEqualTo("now it works");
    }

    @Test
    void twins_in_flight_run_the_work_once_and_get_one_answer() throws Exception {
        runs.set(0);
        List<Callable<String>> twins = new ArrayList<>();
        for (int i = 0; i < TWINS; i++) {
            twins.add(() -> text(once(
                    "twins",
                    "body",
                    () -> Uni.createFrom()
                            .item(runs.incrementAndGet())
                            .onItem()
                            .delayIt()
                            .by(Duration.ofMillis(50))
                            .map(run -> answer("run " + run)))));
        }
        try (ExecutorService atOnce = Executors.newFixedThreadPool(TWINS)) {
            for (Future<String> twin : atOnce.invokeAll(twins)) {
                assertThat(twin.get()).isEqualTo("run 1");
            }
        }
        assertThat(runs).hasValue(1);
    }

    @Test
    void an_answer_is_forgotten_after_its_days() {
        once("old", "body", work("first"));
        once("young", "body", work("first"));
        age("old", "30 days 1 second");
        age("young", "29 days 23 hours");
        assertThat(new IdempotencyRetention(fixture.pool, fixture.settings).removeExpired())
                .isEqualTo(1);
        assertThat(text(once("old", "body", work("second")))).isEqualTo("second");
        assertThat(text(once("young", "body", work("second")))).isEqualTo("first");
    }

    private void age(String key, String interval) {
        fixture.await(fixture.pool
                .query("update idempotency set created_at = now() - interval '" + interval + "' where key = '" + key
                        + "'")
                .execute());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with blank", "ö", "\u0000"})
    void a_key_of_other_characters_is_refused(String key) {
        assertThatThrownBy(() -> keys.keyOf("caller", key, () -> new byte[0])).isInstanceOf(ProblemException.class);
    }

    @Test
    void a_key_has_at_most_255_characters() {
        assertThat(keys.keyOf("caller", "k".repeat(255), () -> new byte[0])).isNotNull();
        assertThatThrownBy(() -> keys.keyOf("caller", "k".repeat(256), () -> new byte[0]))
                .isInstanceOf(ProblemException.class);
    }

    private Answer once(String key, String body, java.util.function.Supplier<Uni<Answer>> work) {
        IdempotencyKeys.Key named = new IdempotencyKeys.Key("caller", key, body.getBytes(StandardCharsets.UTF_8));
        return fixture.inTransaction(tx -> keys.once(tx, named, work));
    }

    private static java.util.function.Supplier<Uni<Answer>> work(String text) {
        return () -> Uni.createFrom().item(answer(text));
    }

    private static Answer answer(String text) {
        return new Answer(201, Map.of("ETag", "\"1\""), text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
