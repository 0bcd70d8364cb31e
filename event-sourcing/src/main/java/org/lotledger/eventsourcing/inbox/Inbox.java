package org.lotledger.eventsourcing.inbox;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;
import org.lotledger.eventsourcing.rest.Commands;
import org.lotledger.eventsourcing.rest.ProblemMappers;
import org.lotledger.eventsourcing.store.EventSourcingSettings;
import org.lotledger.eventsourcing.store.Traces;

/**
 * Takes a batch of records in, in one transaction: where to go on reading, the events' effects, their positions, and
 * what had to be parked. A repeat of the batch, a replay of the topic or a second consumer changes nothing.
 */
@ApplicationScoped
public class Inbox {
    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final String TRACE_PARENT = "traceparent";
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);

    /** Entries of the parking place that are in memory at once. */
    private static final int PARKED_AT_ONCE = 100;

    private final Pool pool;
    private final ParkingPlace parking;
    private final TopicIds topicIds;
    private final Traces traces;
    private final EventSourcingSettings.Inbox settings;
    private volatile boolean stopping;

    public Inbox(Pool pool, ParkingPlace parking, TopicIds topicIds, Traces traces, EventSourcingSettings settings) {
        this.pool = pool;
        this.parking = parking;
        this.topicIds = topicIds;
        this.traces = traces;
        this.settings = settings.inbox();
    }

    /** Takes the batch in, however long the database is away; only then may the next batch come. */
    public <E> Uni<Void> take(ConsumerRecords<byte[], byte[]> batch, Intake<E> intake) {
        List<Incoming> records = new ArrayList<>(batch.count());
        List<Span> spans = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            records.add(Incoming.of(record));
            Header trace = record.headers().lastHeader(TRACE_PARENT);
            if (trace != null && trace.value() != null) {
                String parent = new String(trace.value(), StandardCharsets.UTF_8);
                spans.add(traces.begin(record.topic() + " process", SpanKind.CONSUMER, parent));
            }
        }
        String topicId = topicIds.read(records.getFirst().topic());
        return untilTaken(new Batch(records, topicId), intake).onTermination().invoke(() -> spans.forEach(Span::end));
    }

    /** Records of one topic, and the id it had when they came: it may be another topic before they are taken in. */
    private record Batch(List<Incoming> records, String topicId) {}

    private <E> Uni<Void> untilTaken(Batch batch, Intake<E> intake) {
        return takeOnce(batch, intake)
                .onFailure(this::mayPass)
                .invoke(failure -> LOG.warnf("a batch of %s waits: %s", intake.topic(), failure.toString()))
                .onFailure(this::mayPass)
                .retry()
                .withBackOff(FIRST_RETRY, Duration.ofMillis(settings.retryIntervalMillisMax()))
                .indefinitely()
                .onFailure(failure -> !stopping)
                .recoverWithUni(failure -> oneByOne(batch, intake, failure));
    }

    /** A service that stops does not wait for its closed pool; the batch is taken in after the next start. */
    void stop(@Observes ShutdownEvent stop) {
        stopping = true;
    }

    private boolean mayPass(Throwable failure) {
        return !stopping && passes(failure);
    }

    /** Whether the failure passes by itself, so that the same batch will be taken in later. */
    private static boolean passes(Throwable failure) {
        return ProblemMappers.isOutage(failure)
                || (failure instanceof PgException refused
                        && refused.getSqlState().startsWith("40"));
    }

    /** Finds the record that cannot be applied, so that it alone is parked and the others go on. */
    private <E> Uni<Void> oneByOne(Batch batch, Intake<E> intake, Throwable failure) {
        if (batch.records().size() == 1) {
            LOG.errorf(failure, "a record of %s cannot be applied and is parked", intake.topic());
            Incoming record = batch.records().getFirst();
            return Commands.inTransaction(
                            pool,
                            tx -> keepOffsets(tx, batch)
                                    .flatMap(kept -> parking.park(
                                            tx,
                                            record,
                                            "NOT_APPLICABLE",
                                            failure.toString(),
                                            Contents.readOrNull(record, intake))))
                    .onFailure(this::mayPass)
                    .retry()
                    .withBackOff(FIRST_RETRY, Duration.ofMillis(settings.retryIntervalMillisMax()))
                    .indefinitely();
        }
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Incoming record : batch.records()) {
            all = all.flatMap(done -> untilTaken(new Batch(List.of(record), batch.topicId()), intake));
        }
        return all;
    }

    /** The records are read before the transaction begins, which would hold locks meanwhile. */
    private <E> Uni<Void> takeOnce(Batch batch, Intake<E> intake) {
        return Uni.createFrom()
                .item(() -> Contents.of(batch.records(), intake))
                .flatMap(contents -> Commands.inTransaction(
                        pool, tx -> keepOffsets(tx, batch).flatMap(kept -> takeIn(tx, contents, intake))));
    }

    /** Applies records within a transaction: how a parked record is tried again. */
    <E> Uni<Void> takeIn(SqlConnection tx, List<Incoming> records, Intake<E> intake) {
        return takeIn(tx, Contents.of(records, intake), intake);
    }

    private <E> Uni<Void> takeIn(SqlConnection tx, Contents<E> contents, Intake<E> intake) {
        Uni<Void> garbageParked = Uni.createFrom().voidItem();
        for (Contents.Garbage garbage : contents.garbage()) {
            LOG.errorf(
                    "a record of %s is set aside: %s",
                    intake.topic(), garbage.why().getMessage());
            String reason = garbage.why().typeUnknown() ? "UNKNOWN_TYPE" : "UNREADABLE";
            garbageParked = garbageParked.flatMap(done -> parking.park(
                    tx, garbage.record(), reason, String.valueOf(garbage.why().getMessage()), null));
        }
        List<Arrival<E>> arrivals = contents.arrivals();
        if (arrivals.isEmpty()) {
            return garbageParked;
        }
        return garbageParked.flatMap(done -> switch (intake) {
            case SequencedIntake<E> sequenced -> takeInOrder(tx, arrivals, sequenced);
            case LatestIntake<E> latest ->
                latest.keep(tx, latestByKey(arrivals))
                        .flatMap(kept -> parking.release(tx, parkedIds(arrivals), "APPLIED"));
        });
    }

    private static <E> List<Arrival<E>> latestByKey(List<Arrival<E>> arrivals) {
        Map<String, Arrival<E>> latest = new LinkedHashMap<>();
        arrivals.forEach(
                arrival -> latest.merge(arrival.key(), arrival, (a, b) -> b.sequence() > a.sequence() ? b : a));
        return List.copyOf(latest.values());
    }

    private <E> Uni<Void> takeInOrder(SqlConnection tx, List<Arrival<E>> arrivals, SequencedIntake<E> intake) {
        return intake.lockPositions(tx, arrivals)
                .call(positions -> intake.hear(tx, arrivals))
                .flatMap(positions -> withWaiting(tx, arrivals, intake)
                        .flatMap(all -> settle(tx, Sequencer.sort(positions, all, intake.sources()), intake)));
    }

    /**
     * Tries again what is parked of the intake's topic, each record for itself: after its positions have changed by other
     * means than a record that arrived.
     *
     * @param which which of the open entries; the others stay as they are
     */
    public <E> Uni<Void> tryParkedAgain(Intake<E> intake, Function<ParkedRecord, Uni<Boolean>> which) {
        return tryParkedAgain(intake, which, 0);
    }

    private <E> Uni<Void> tryParkedAgain(Intake<E> intake, Function<ParkedRecord, Uni<Boolean>> which, long afterId) {
        return parking.open(pool, afterId, PARKED_AT_ONCE).flatMap(entries -> {
            Uni<Void> all = Uni.createFrom().voidItem();
            for (ParkedRecord entry : entries) {
                if (entry.topic().equals(intake.topic())) {
                    all = all.flatMap(done -> which.apply(entry))
                            .flatMap(wanted -> wanted
                                    ? tryParkedAgain(intake, entry.id())
                                    : Uni.createFrom().voidItem());
                }
            }
            return entries.isEmpty()
                    ? all
                    : all.flatMap(done ->
                            tryParkedAgain(intake, which, entries.getLast().id()));
        });
    }

    /** An entry that cannot be applied now either stays where it is. */
    private <E> Uni<Void> tryParkedAgain(Intake<E> intake, long id) {
        return Commands.inTransaction(
                        pool,
                        tx -> parking.entry(tx, id)
                                .flatMap(
                                        entry -> entry == null || !entry.state().equals("OPEN")
                                                ? Uni.createFrom().voidItem()
                                                : takeIn(tx, List.of(entry.record()), intake)))
                .onFailure(failure -> !ProblemMappers.isOutage(failure))
                .invoke(failure -> LOG.warnf("the parked record %d still cannot be applied: %s", id, failure))
                .onFailure(failure -> !ProblemMappers.isOutage(failure))
                .recoverWithNull();
    }

    private <E> Uni<List<Arrival<E>>> withWaiting(SqlConnection tx, List<Arrival<E>> arrivals, Intake<E> intake) {
        List<String> keys = arrivals.stream().map(Arrival::key).distinct().toList();
        return parking.waiting(tx, keys).map(waiting -> {
            List<Arrival<E>> all = new ArrayList<>();
            for (Incoming record : waiting) {
                Arrival<E> arrival = Contents.readOrNull(record, intake);
                // The one that is being tried again is among the arrivals already.
                if (arrival != null
                        && arrivals.stream()
                                .noneMatch(a -> Objects.equals(a.record().parkedId(), record.parkedId())
                                        && record.parkedId() != null)) {
                    all.add(arrival);
                }
            }
            all.addAll(arrivals);
            return all;
        });
    }

    private <E> Uni<Void> settle(SqlConnection tx, Sequencer.Sorted<E> sorted, SequencedIntake<E> intake) {
        for (Sequencer.Held<E> held : sorted.hold()) {
            if (held.arrival().record().parkedId() == null) {
                LOG.errorf("an event is parked (%s): %s", held.hold(), held.detail());
            }
        }
        Uni<Void> applied = sorted.apply().isEmpty()
                ? Uni.createFrom().voidItem()
                : intake.apply(tx, sorted.apply(), sorted.positions());
        return applied.flatMap(done -> parking.park(tx, sorted.hold()))
                .flatMap(done -> parking.release(tx, parkedIds(sorted.apply()), "APPLIED"))
                .flatMap(done -> parking.release(tx, parkedIds(sorted.repeats()), "REPEATED"));
    }

    private static <E> List<Long> parkedIds(List<Arrival<E>> arrivals) {
        List<Long> ids = new ArrayList<>();
        for (Arrival<E> arrival : arrivals) {
            Long id = arrival.record().parkedId();
            if (id != null) {
                ids.add(id);
            }
        }
        return ids;
    }

    private Uni<Void> keepOffsets(SqlConnection tx, Batch batch) {
        Map<Integer, Incoming> lastByPartition = new TreeMap<>();
        batch.records()
                .forEach(record ->
                        lastByPartition.merge(record.partition(), record, (a, b) -> b.offset() > a.offset() ? b : a));
        return tx.preparedQuery("""
                        insert into consumer_offset (topic, partition, topic_id, next_offset, leader_epoch)
                        select $1, n.partition, $2, n.last_offset + 1, n.leader_epoch
                        from unnest($3::int[], $4::bigint[], $5::int[]) n (partition, last_offset, leader_epoch)
                        order by n.partition
                        on conflict (topic, partition)
                        do update set topic_id = excluded.topic_id, next_offset = excluded.next_offset,
                                      leader_epoch = excluded.leader_epoch""")
                .execute(Tuple.of(
                        batch.records().getFirst().topic(),
                        batch.topicId(),
                        lastByPartition.keySet().toArray(Integer[]::new),
                        lastByPartition.values().stream().map(Incoming::offset).toArray(Long[]::new),
                        lastByPartition.values().stream()
                                .map(Incoming::leaderEpoch)
                                .toArray(Integer[]::new)))
                .replaceWithVoid();
    }
}
