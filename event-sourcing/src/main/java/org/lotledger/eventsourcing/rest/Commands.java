package org.lotledger.eventsourcing.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.store.Announcements;
import org.lotledger.eventsourcing.store.CommitSignal;
import org.lotledger.eventsourcing.store.EventSourcingSettings;
import org.lotledger.eventsourcing.store.StoreGate;
import org.lotledger.eventsourcing.store.WrongExpectedVersion;

/**
 * Runs a command request: one transaction that holds the idempotency key, the decision, its events and the answer.
 * A lost race is decided again; what is refused leaves nothing behind.
 */
@ApplicationScoped
public class Commands {
    /** Deadlock and serialization failure: the database chose a victim, and trying again is its own advice. */
    private static final Set<String> LOST_RACE_STATES = Set.of("40P01", "40001");

    /** Things that a command finds missing one after the other: unknown references, then first uses, with room. */
    private static final int PREREQUISITES_MAX = 4;

    /** Waits between two attempts after a lost race, growing and with jitter, so that the same two do not meet again. */
    private static final Duration FIRST_RETRY = Duration.ofMillis(5);

    private static final Duration LAST_RETRY = Duration.ofMillis(200);

    private final Pool pool;
    private final IdempotencyKeys keys;
    private final JsonBody bodies;
    private final ObjectMapper json;
    private final Clock clock;
    private final EventSourcingSettings settings;
    private final CommitSignal committed;
    private final StoreGate gate;
    private final MeterRegistry metrics;

    public Commands(
            Pool pool,
            IdempotencyKeys keys,
            JsonBody bodies,
            ObjectMapper json,
            Clock clock,
            EventSourcingSettings settings,
            CommitSignal committed,
            StoreGate gate,
            MeterRegistry metrics) {
        this.pool = pool;
        this.keys = keys;
        this.bodies = bodies;
        this.json = json;
        this.clock = clock;
        this.settings = settings;
        this.committed = committed;
        this.gate = gate;
        this.metrics = metrics;
    }

    /**
     * The text in one field of the body, for what must be known before the command is run, such as who may ask for it.
     *
     * @return empty when there is no such text, or nothing that can be read
     */
    public Optional<String> peek(byte @Nullable [] body, String field) {
        return bodies.peek(body == null ? new byte[0] : body, settings.request().bodyBytesMax(), field);
    }

    /** Runs the work on a JSON body; its failure refuses the command and rolls everything back. */
    public Uni<Response> run(
            CommandParameters parameters, byte @Nullable [] body, Function<Command, Uni<Answer>> work) {
        byte[] bytes = body == null ? new byte[0] : body;
        IdempotencyKeys.Key key = keys.keyOf(
                parameters.caller().subject(), parameters.givenIdempotencyKey(), () -> fingerprint(parameters, bytes));
        return decide(
                        parameters,
                        bytes,
                        command -> key == null
                                ? work.apply(command)
                                : keys.once(command.transaction(), key, () -> work.apply(command)))
                .map(Answer::response);
    }

    /**
     * Runs one of the many commands that a request stands for (a row of an import), in a transaction of its own and
     * without a body.
     */
    public <T> Uni<T> runPart(CommandParameters parameters, Function<Command, Uni<T>> work) {
        return decide(parameters, new byte[0], work);
    }

    private <T> Uni<T> decide(CommandParameters parameters, byte[] body, Function<Command, Uni<T>> work) {
        gate.pass();
        return attemptReady(parameters, body, work, ConcurrentHashMap.newKeySet(), PREREQUISITES_MAX)
                .onFailure(Commands::lostRace)
                .retry()
                .withBackOff(FIRST_RETRY, LAST_RETRY)
                .atMost(settings.request().attemptsMax() - 1L)
                .invoke(() -> {
                    committed.raise();
                    metrics.counter("lots_commands_total").increment();
                });
    }

    private <T> Uni<T> attemptReady(
            CommandParameters parameters,
            byte[] body,
            Function<Command, Uni<T>> work,
            Set<String> askedInVain,
            int prerequisitesMax) {
        Uni<T> attempt = attempt(parameters, body, work, askedInVain);
        return prerequisitesMax == 0
                ? attempt
                : attempt.onFailure(Prerequisite.class)
                        .recoverWithUni(missing -> missing.fulfil()
                                .flatMap(done ->
                                        attemptReady(parameters, body, work, askedInVain, prerequisitesMax - 1)));
    }

    private <T> Uni<T> attempt(
            CommandParameters parameters, byte[] body, Function<Command, Uni<T>> work, Set<String> askedInVain) {
        return inTransaction(
                pool,
                tx -> work.apply(new Command(
                        tx,
                        parameters,
                        body,
                        clock.instant(),
                        bodies,
                        json,
                        settings.request().bodyBytesMax(),
                        askedInVain)));
    }

    /**
     * Runs work in a transaction: committed when it succeeds, rolled back when it fails. A connection that turns out
     * to be dead before anything was sent on it (the database was restarted) is replaced by another.
     */
    public static <T> Uni<T> inTransaction(Pool pool, Function<SqlConnection, Uni<T>> work) {
        return toItsEnd(begin(pool)
                .onFailure(failure -> ProblemMappers.isOutage(failure) && !ProblemMappers.isSaturation(failure))
                .retry()
                .atMost(2)
                .flatMap(open -> Uni.createFrom()
                        .deferred(() -> work.apply(open.connection()))
                        .onItem()
                        .transformToUni(result -> open.transaction().commit().replaceWith(result))
                        .onFailure()
                        .call(failure ->
                                open.transaction().rollback().onFailure().recoverWithNull())
                        .onTermination()
                        .call(() -> open.connection().close().onFailure().recoverWithNull())));
    }

    /**
     * The same work, which goes on when nobody waits for it any more. A caller who hangs up cancels what he waits for, and a
     * connection that is just being opened for him would then belong to nobody and never come back to the pool.
     */
    private static <T> Uni<T> toItsEnd(Uni<T> work) {
        return Uni.createFrom().emitter(waiting -> work.subscribe().with(waiting::complete, waiting::fail));
    }

    private record Open(SqlConnection connection, Transaction transaction) {}

    private static Uni<Open> begin(Pool pool) {
        return pool.getConnection()
                .flatMap(connection -> connection
                        .begin()
                        .map(transaction -> new Open(connection, transaction))
                        .onFailure()
                        .call(failure -> connection.close().onFailure().recoverWithNull()));
    }

    private static boolean lostRace(Throwable failure) {
        return failure instanceof WrongExpectedVersion
                || (failure instanceof PgException refused && LOST_RACE_STATES.contains(refused.getSqlState()));
    }

    /** What makes two requests the same: method, path and body. */
    private static byte[] fingerprint(CommandParameters parameters, byte[] body) {
        byte[] head = (parameters.request.getMethod() + " " + parameters.uri.getPath() + "\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return Announcements.sha256(whole);
    }
}
