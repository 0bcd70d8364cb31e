package org.lotledger.ledger.verification;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Source;
import org.lotledger.ledger.LedgerSettings;
import org.lotledger.ledger.persistence.LedgerSnapshot;
import org.lotledger.ledger.persistence.LedgerSnapshots;
import org.lotledger.ledger.proof.Announcement;
import org.lotledger.ledger.proof.CopyProof;
import org.lotledger.ledger.proof.LedgerCopy;
import org.lotledger.ledger.proof.LedgerEvent;
import org.lotledger.ledger.proof.LedgerLot;
import org.lotledger.ledger.proof.LotProof;
import org.lotledger.ledger.writers.Writers;

/**
 * Walks through the ledger and the writers' announcements side by side, key by key. The ledger is looked at in parts, each
 * in a snapshot of its own, and the writers are read after the snapshot was taken: all that it has applied they have
 * announced by then, and what they have announced since is lag.
 */
final class Comparison {
    private static final Duration STATEMENT_TIMEOUT = Duration.ofMinutes(2);

    /** All keys of lots are below it, those of items and locations above. */
    private static final String AFTER_LOTS = "g";

    /** What share of the whole the lots are; the rest are the copies of items and locations, and the mapping. */
    private static final double LOTS_SHARE = 0.7;

    private static final double COPIES_SHARE = 0.1;
    private static final double MAPPING_SHARE = 0.2;

    private static final List<Source> SOURCES = Stream.of(Source.values())
            .sorted(Comparator.comparing(Source::wireName))
            .toList();

    private final LedgerSnapshots snapshots;
    private final Writers writers;
    private final Clock clock;
    private final LedgerSettings.Verification settings;
    private final Findings findings;
    private final Runnable heartbeat;

    Comparison(
            LedgerSnapshots snapshots,
            Writers writers,
            Clock clock,
            LedgerSettings.Verification settings,
            Findings findings,
            Runnable heartbeat) {
        this.snapshots = snapshots;
        this.writers = writers;
        this.clock = clock;
        this.settings = settings;
        this.findings = findings;
        this.heartbeat = heartbeat;
    }

    /** Compares everything; waits, so it needs a thread that may. */
    void run() {
        String after = null;
        do {
            after = compareLotsAfter(after);
            findings.reached(LOTS_SHARE * (after == null ? 1 : shareUpTo(after)));
            heartbeat.run();
        } while (after != null);
        compareCopies();
        for (int i = 0; i < SOURCES.size(); i++) {
            findings.reached(LOTS_SHARE + COPIES_SHARE + MAPPING_SHARE * i / SOURCES.size());
            new MappingComparison(writers, findings, heartbeat).compare(SOURCES.get(i));
        }
    }

    /** Lot ids are hashes, so they lie evenly between the first and the last possible one. */
    private static double shareUpTo(String lotId) {
        return Long.parseLong(lotId.substring(0, 8), 16) / (double) (1L << 32);
    }

    /** Compares the next lots; answers the last of them, or null when there are no more. */
    private @Nullable String compareLotsAfter(@Nullable String after) {
        Instant lagSince = lagSince();
        LedgerSnapshot snapshot = await(snapshots.take());
        try {
            UUID afterId = after == null ? null : UUID.fromString(after);
            List<LedgerLot> lots = await(snapshot.lots(afterId, settings.lotsMax()));
            List<LedgerLot> part = part(lots);
            boolean last = part.size() < settings.lotsMax() && part.size() == lots.size();
            String upTo = last ? null : part.getLast().key();
            var rows = await(snapshot.histories(afterId, upTo == null ? null : UUID.fromString(upTo)));
            new Part(after, upTo, part, new Pull<>(rows::next), lagSince).compare();
            return upTo;
        } finally {
            await(snapshot.close());
        }
    }

    /** As many lots as have not too many events together, but at least one. */
    private List<LedgerLot> part(List<LedgerLot> lots) {
        List<LedgerLot> part = new ArrayList<>();
        long events = 0;
        for (LedgerLot lot : lots) {
            if (!part.isEmpty() && events + lot.transactionCount() > settings.eventsMax()) {
                break;
            }
            events += lot.transactionCount();
            part.add(lot);
        }
        return part;
    }

    /** The lots between two keys. */
    private final class Part {
        private final @Nullable String upTo;
        private final Map<String, LedgerLot> lots = new HashMap<>();
        private final Pull<LedgerLot> lotsInOrder;
        private final Pull<LedgerEvent> rows;
        private final Map<Source, Pull<Announcement>> streams = new EnumMap<>(Source.class);
        private final Instant lagSince;

        Part(
                @Nullable String after,
                @Nullable String upTo,
                List<LedgerLot> part,
                Pull<LedgerEvent> rows,
                Instant lagSince) {
            this.upTo = upTo;
            part.forEach(lot -> lots.put(lot.key(), lot));
            this.lotsInOrder = once(part);
            this.rows = rows;
            this.lagSince = lagSince;
            SOURCES.forEach(source -> streams.put(source, announcements(source, after)));
        }

        void compare() {
            for (String key = nextKey(); key != null; key = nextKey()) {
                compare(key);
                findings.countLot();
            }
        }

        private @Nullable String nextKey() {
            LedgerLot lot = lotsInOrder.peek();
            LedgerEvent row = rows.peek();
            return Stream.concat(
                            Stream.of(lot == null ? "" : lot.key(), row == null ? "" : row.key()),
                            SOURCES.stream().map(this::announcedKey))
                    .filter(key -> !key.isEmpty())
                    .min(Comparator.naturalOrder())
                    .orElse(null);
        }

        /** The key of the next announcement of this part; empty when there is none. */
        private String announcedKey(Source source) {
            Announcement next = stream(source).peek();
            boolean beyond = next == null || next.key().compareTo(upTo == null ? AFTER_LOTS : upTo) > 0;
            return beyond ? "" : Objects.requireNonNull(next).key();
        }

        private void compare(String key) {
            boolean announcedAtAll =
                    SOURCES.stream().anyMatch(source -> announcedKey(source).equals(key));
            LotProof proof = new LotProof(key, lots.get(key), announcedAtAll, lagSince, findings::add);
            for (Source source : SOURCES) {
                compare(key, source, proof);
            }
            for (LedgerEvent row = rows.peek(); row != null && row.key().equals(key); row = rows.peek()) {
                proof.entered(rows.take());
            }
            proof.finish();
            LedgerLot lot = lotsInOrder.peek();
            if (lot != null && lot.key().equals(key)) {
                lotsInOrder.take();
            }
        }

        private void compare(String key, Source source, LotProof proof) {
            while (true) {
                boolean announced = announcedKey(source).equals(key);
                LedgerEvent row = rows.peek();
                boolean entered =
                        row != null && row.key().equals(key) && row.source().equals(source.wireName());
                if (!announced && !entered) {
                    return;
                }
                heartbeat.run();
                if (announced
                        && (!entered
                                || nextSequence(source)
                                        <= Objects.requireNonNull(row).sequence())) {
                    proof.announced(stream(source).take());
                    findings.countEvent();
                } else {
                    proof.entered(rows.take());
                }
            }
        }

        private long nextSequence(Source source) {
            return Objects.requireNonNull(stream(source).peek()).sequence();
        }

        private Pull<Announcement> stream(Source source) {
            return Objects.requireNonNull(streams.get(source));
        }
    }

    private void compareCopies() {
        Instant lagSince = lagSince();
        LedgerSnapshot snapshot = await(snapshots.take());
        try {
            var rows = await(snapshot.copies());
            Pull<LedgerCopy> copies = new Pull<>(rows::next);
            Pull<Announcement> announcements = announcements(Source.ITEM_CATALOG, AFTER_LOTS);
            while (copies.peek() != null || announcements.peek() != null) {
                compareCopy(copies, announcements, lagSince);
            }
        } finally {
            await(snapshot.close());
        }
    }

    private void compareCopy(Pull<LedgerCopy> copies, Pull<Announcement> announcements, Instant lagSince) {
        LedgerCopy copy = copies.peek();
        Announcement next = announcements.peek();
        boolean announced = next != null && (copy == null || next.key().compareTo(copy.key()) <= 0);
        String key = announced
                ? Objects.requireNonNull(next).key()
                : Objects.requireNonNull(copy).key();
        boolean copied = copy != null && copy.key().equals(key);
        CopyProof proof = new CopyProof(key, copied ? copies.take() : null, lagSince, findings::add);
        for (next = announcements.peek(); next != null && next.key().equals(key); next = announcements.peek()) {
            proof.announced(announcements.take());
            findings.countEvent();
            heartbeat.run();
        }
        proof.finish();
    }

    /** A writer's announcements behind a key. */
    private Pull<Announcement> announcements(Source source, @Nullable String after) {
        // Null before the first page and after the last one; only the first page is asked for without a cursor.
        AtomicReference<@Nullable String> cursor = new AtomicReference<>(after == null ? null : Writers.after(after));
        boolean[] ended = {false};
        return new Pull<>(() -> ended[0]
                ? Uni.createFrom().item(List.of())
                : writers.page(source, null, cursor.get()).map(page -> {
                    cursor.set(page.nextCursor());
                    ended[0] = page.nextCursor() == null;
                    return page.items();
                }));
    }

    private static <T> Pull<T> once(List<T> items) {
        AtomicReference<List<T>> left = new AtomicReference<>(items);
        return new Pull<>(() -> Uni.createFrom().item(left.getAndSet(List.of())));
    }

    private Instant lagSince() {
        return clock.instant().minusMillis(settings.notAppliedAfterMillis());
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(STATEMENT_TIMEOUT);
    }
}
