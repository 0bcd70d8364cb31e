package org.lotledger.eventsourcing.relay;

import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.lotledger.eventsourcing.inbox.Unreadable;
import org.lotledger.eventsourcing.rest.Commands;
import org.lotledger.eventsourcing.store.Announcements;
import org.lotledger.eventsourcing.store.Announcements.Head;
import org.lotledger.eventsourcing.store.EventSourcingSettings;
import org.lotledger.eventsourcing.store.LostAnnouncement;

/**
 * Takes announcements that the store has lost back in, each with its number and bytes and its effects, those that follow
 * in their chain; a second time, or by two replicas at once, changes nothing.
 */
@ApplicationScoped
@IfBuildProperty(name = "lots.writer", stringValue = "true")
public class TakingBack {
    private static final Logger LOG = Logger.getLogger(TakingBack.class);
    /** Any number but the relay's, the same in all replicas of a service: they take back one after the other. */
    private static final long TAKING_BACK_LOCK = 7_105_116_112L;

    private final Pool pool;
    private final LostAnnouncements lost;
    private final Announcements announcements;
    private final OwnEvents<?> own;
    private final EventSourcingSettings.ReadBack settings;

    public TakingBack(
            Pool pool,
            LostAnnouncements lost,
            Announcements announcements,
            OwnEvents<?> own,
            EventSourcingSettings settings) {
        this.pool = pool;
        this.lost = lost;
        this.announcements = announcements;
        this.own = own;
        this.settings = settings.readBack();
    }

    /** Takes some of what is open back in, in one transaction; answers how much that was, or was there again by itself. */
    Uni<Integer> takeSome() {
        return Commands.inTransaction(pool, tx -> takeSome(tx, own));
    }

    private record Waiting<E>(long id, LostAnnouncement<E> announcement) {}

    private <E> Uni<Integer> takeSome(SqlConnection tx, OwnEvents<E> events) {
        return tx.preparedQuery("select pg_advisory_xact_lock($1)")
                .execute(Tuple.of(TAKING_BACK_LOCK))
                .flatMap(locked -> lost.endThoseThatAreHere(tx))
                .flatMap(ended -> lost.open(tx, settings.takenBackAtOnceMax())
                        .map(entries -> entries.stream()
                                .map(entry -> new Waiting<>(entry.id(), announcement(entry.seen(), events)))
                                .toList())
                        .flatMap(
                                waiting -> waiting.isEmpty() ? Uni.createFrom().item(0) : takeSome(tx, events, waiting))
                        .map(taken -> ended + taken));
    }

    private <E> Uni<Integer> takeSome(SqlConnection tx, OwnEvents<E> events, List<Waiting<E>> waiting) {
        List<LostAnnouncement<E>> all =
                waiting.stream().map(Waiting::announcement).toList();
        return events.lock(tx, all)
                .flatMap(ready -> announcements
                        .lockHeads(
                                tx,
                                all.stream()
                                        .map(LostAnnouncement::key)
                                        .distinct()
                                        .toList())
                        .flatMap(heads -> takeFitting(tx, events, waiting, ready, new LinkedHashMap<>(heads))));
    }

    private <E> Uni<Integer> takeFitting(
            SqlConnection tx,
            OwnEvents<E> events,
            List<Waiting<E>> waiting,
            Predicate<LostAnnouncement<E>> ready,
            Map<String, Head> heads) {
        List<Waiting<E>> fitting = new ArrayList<>();
        Map<Long, Misfit> misfits = new LinkedHashMap<>();
        Set<String> waitingKeys = new HashSet<>();
        for (Waiting<E> one : waiting) {
            LostAnnouncement<E> announcement = one.announcement();
            Head head = heads.getOrDefault(announcement.key(), Head.START);
            if (!follows(announcement, head)) {
                misfits.put(one.id(), new Misfit(misfit(announcement, head), waitingKeys.contains(announcement.key())));
            } else if (ready.test(announcement)) {
                fitting.add(one);
                heads.put(
                        announcement.key(),
                        new Head(
                                announcement.sequence(),
                                HexFormat.of().formatHex(Announcements.sha256(announcement.body()))));
            } else {
                waitingKeys.add(announcement.key());
                misfits.put(
                        one.id(),
                        new Misfit(name(announcement) + " was decided on news of others that have not come yet", true));
            }
        }
        return each(
                        fitting,
                        one -> events.takeBack(tx, one.announcement())
                                .flatMap(taken -> lost.noteTakenBack(tx, one.id())))
                .flatMap(done ->
                        each(List.copyOf(misfits.entrySet()), entry -> note(tx, entry.getKey(), entry.getValue())))
                .replaceWith(fitting.size());
    }

    /** Why an announcement is not taken back in now; one that only waits is nobody's business. */
    private record Misfit(String detail, boolean waits) {}

    private Uni<Void> note(SqlConnection tx, long id, Misfit misfit) {
        return lost.noteDetail(tx, id, misfit.detail())
                .invoke(isNew -> {
                    if (isNew && !misfit.waits()) {
                        LOG.errorf("not taken back in: %s", misfit.detail());
                    }
                })
                .replaceWithVoid();
    }

    private interface Step<T> {
        Uni<Void> on(T item);
    }

    private static <T> Uni<Void> each(List<T> items, Step<T> step) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(item -> step.on(item))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static boolean follows(LostAnnouncement<?> announcement, Head head) {
        return announcement.sequence() == head.sequence() + 1
                && Objects.equals(announcement.previousHash(), head.hash());
    }

    private static String misfit(LostAnnouncement<?> announcement, Head head) {
        if (announcement.sequence() > head.sequence() + 1) {
            return name(announcement) + " comes after " + head.sequence() + " here: what is between is missing";
        }
        return name(announcement) + " is another than the one that is kept here under that number, or does not follow "
                + head.sequence() + ": a fork, or a forgery";
    }

    private static String name(LostAnnouncement<?> announcement) {
        return "announcement " + announcement.sequence() + " about " + announcement.key();
    }

    private static <E> LostAnnouncement<E> announcement(LostAnnouncements.Seen seen, OwnEvents<E> events) {
        try {
            E event = events.read(seen.topic(), seen.type(), seen.body());
            return new LostAnnouncement<>(
                    seen.topic(),
                    seen.type(),
                    seen.key(),
                    seen.sequence(),
                    events.previousHash(event),
                    seen.body(),
                    seen.traceParent(),
                    event);
        } catch (Unreadable e) {
            throw new IllegalStateException("only what could be read is kept as lost", e);
        }
    }
}
