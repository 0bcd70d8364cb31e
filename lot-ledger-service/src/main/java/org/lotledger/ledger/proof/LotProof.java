package org.lotledger.ledger.proof;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotEvent;
import org.lotledger.events.Quantity;
import org.lotledger.ledger.proof.Difference.Kind;
import org.lotledger.ledger.proof.LedgerEvent.Content;

/**
 * Compares one lot: what the writers announced, folded anew, with what the ledger's rows say. Announcements and rows of
 * the history are handed in by source and sequence, an announcement before its row; memory does not grow with their
 * number. What is announced beyond the ledger's position is lag, and no difference, unless it was written down too long
 * ago.
 */
public final class LotProof {
    private final String key;
    private final @Nullable LedgerLot lot;
    private final boolean announcedAtAll;
    private final Instant lagSince;
    private final Consumer<Difference> found;

    private final LotSums sums;
    private final Map<String, Chain> chains = new HashMap<>();
    private final Map<String, Long> lastPositions = new HashMap<>();
    private final Set<String> overdue = new HashSet<>();
    private @Nullable Announcement current;
    private boolean currentEntered;

    /**
     * The comparison of one lot.
     *
     * @param lot null when the ledger does not have it
     * @param announcedAtAll whether any writer announced something of it
     * @param lagSince what was written down before it must have been applied
     * @param found is told every difference
     */
    public LotProof(
            String key, @Nullable LedgerLot lot, boolean announcedAtAll, Instant lagSince, Consumer<Difference> found) {
        this.key = key;
        this.lot = lot;
        this.announcedAtAll = announcedAtAll;
        this.lagSince = lagSince;
        this.found = found;
        this.sums = new LotSums(key, found);
    }

    /** The next announcement of the lot. */
    public void announced(Announcement announcement) {
        endCurrent();
        String source = announcement.source().wireName();
        chains.computeIfAbsent(source, s -> new Chain(found)).next(announcement);
        current = announcement;
        currentEntered = false;
        LedgerLot.Applied applied = appliedOf(source);
        if (announcement.sequence() > applied.sequence()) {
            notApplied(announcement, applied);
            return;
        }
        if (announcement.sequence() == applied.sequence()
                && !announcement.hash().equals(applied.hash())) {
            tell(
                    Kind.POSITION,
                    announcement,
                    null,
                    "hash of the last event applied",
                    announcement.hash(),
                    applied.hash());
        }
        sums.add(announcement.event() instanceof LotEvent event ? event : null);
    }

    private void notApplied(Announcement announcement, LedgerLot.Applied applied) {
        if (announcement.recordedAt().isBefore(lagSince)
                && overdue.add(announcement.source().wireName())) {
            tell(
                    Kind.NOT_APPLIED,
                    announcement,
                    null,
                    "the last event applied, written down at " + announcement.recordedAt(),
                    "at least " + announcement.sequence(),
                    Long.toString(applied.sequence()));
        }
    }

    /** The next row of the lot's history. */
    public void entered(LedgerEvent row) {
        Announcement announcement = current;
        if (announcement == null
                || !announcement.source().wireName().equals(row.source())
                || announcement.sequence() != row.sequence()) {
            if (announcedAtAll) {
                tell(row, Kind.EVENT_UNANNOUNCED, "an event in the history", null, eventId(row));
            }
            return;
        }
        if (currentEntered) {
            tell(row, Kind.EVENT_DOUBLED, "an event in the history", "once", "again at position " + row.position());
            return;
        }
        currentEntered = true;
        LedgerLot.Applied applied = appliedOf(row.source());
        if (row.sequence() > applied.sequence()) {
            tell(
                    row,
                    Kind.POSITION,
                    "the last event applied, by the history",
                    "at least " + row.sequence(),
                    Long.toString(applied.sequence()));
        }
        compareOrder(row);
        if (announcement.event() instanceof LotEvent event) {
            compare(row, event);
        }
    }

    private void compareOrder(LedgerEvent row) {
        Long before = lastPositions.put(row.source(), row.position());
        if (before != null && before > row.position()) {
            tell(row, Kind.EVENT_ORDER, "position in the history", "after " + before, Long.toString(row.position()));
        }
    }

    private void compare(LedgerEvent row, LotEvent event) {
        Content expected = Content.of(event);
        if (!row.content().equals(expected)) {
            List<String> fields = expected.differingFrom(row.content());
            tell(
                    row,
                    Kind.EVENT_CONTENT,
                    String.join(", ", fields),
                    expected.shown(fields),
                    row.content().shown(fields));
        }
        event.fact().basedOn().forEach((source, sequence) -> {
            long seen = row.seenBefore().getOrDefault(source, 0L);
            if (seen < sequence) {
                tell(
                        row,
                        Kind.EVENT_BEFORE_CAUSE,
                        "events of " + source + " before it",
                        "up to " + sequence,
                        "up to " + seen);
            }
        });
        Quantity change = event.fact().quantityChange();
        if (!row.afterGap() && !row.running().fits(change)) {
            tell(
                    row,
                    Kind.RUNNING_BALANCE,
                    "running balance at position " + row.position(),
                    row.running().expected(change).toString(),
                    row.running().kept().toString());
        }
        LedgerEvent.Sum place = row.place();
        if ((place == null) != (event.fact().location() == null)) {
            tell(
                    row,
                    Kind.PLACE_BALANCE,
                    "balance of the place at position " + row.position(),
                    event.fact().location() == null ? null : "a number",
                    place == null ? null : place.kept().toString());
        } else if (place != null && !place.fits(change)) {
            tell(
                    row,
                    Kind.PLACE_BALANCE,
                    "balance of the place at position " + row.position(),
                    place.expected(change).toString(),
                    place.kept().toString());
        }
        if (!row.clocksFit()) {
            tell(row, Kind.CLOCKS, "latest times so far at position " + row.position(), null, null);
        }
    }

    private void endCurrent() {
        Announcement ended = current;
        current = null;
        if (ended != null
                && !currentEntered
                && ended.sequence() <= appliedOf(ended.source().wireName()).sequence()) {
            tell(Kind.EVENT_MISSING, ended, place(ended), "an event in the history", ended.eventId(), null);
        }
    }

    private static @Nullable String place(Announcement announcement) {
        return announcement.event() instanceof LotEvent event ? event.fact().location() : null;
    }

    /** There is no more; compares the sums. */
    public void finish() {
        endCurrent();
        LedgerLot known = lot;
        if (known == null) {
            return;
        }
        if (!announcedAtAll) {
            tell(Kind.LOT_UNANNOUNCED, "a lot of the ledger", null, known.itemCode() + " " + known.lotNumber());
            return;
        }
        known.applied().forEach((source, applied) -> {
            Chain chain = chains.get(source);
            long last = chain == null ? 0 : chain.lastSequence();
            if (last < applied.sequence()) {
                found.accept(new Difference(
                        Kind.POSITION,
                        key,
                        source,
                        applied.sequence(),
                        null,
                        "the last event applied, by what is announced",
                        "at most " + last,
                        Long.toString(applied.sequence())));
            }
        });
        sums.compare(known);
    }

    private LedgerLot.Applied appliedOf(String source) {
        return lot == null ? LedgerLot.Applied.NOTHING : lot.applied(source);
    }

    private static String eventId(LedgerEvent row) {
        return row.source() + "." + row.key() + "." + row.sequence();
    }

    private void tell(Kind kind, String detail, @Nullable String expected, @Nullable String actual) {
        found.accept(new Difference(kind, key, null, null, null, detail, expected, actual));
    }

    private void tell(
            Kind kind,
            Announcement announcement,
            @Nullable String location,
            String detail,
            @Nullable String expected,
            @Nullable String actual) {
        found.accept(new Difference(
                kind,
                key,
                announcement.source().wireName(),
                announcement.sequence(),
                location,
                detail,
                expected,
                actual));
    }

    private void tell(LedgerEvent row, Kind kind, String detail, @Nullable String expected, @Nullable String actual) {
        found.accept(new Difference(
                kind, key, row.source(), row.sequence(), row.content().location(), detail, expected, actual));
    }
}
