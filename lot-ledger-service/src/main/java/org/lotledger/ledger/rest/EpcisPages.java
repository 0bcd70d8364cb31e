package org.lotledger.ledger.rest;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.ledger.LedgerSettings;
import org.lotledger.ledger.epcis.EpcisEvent;
import org.lotledger.ledger.epcis.EpcisEvents;
import org.lotledger.ledger.epcis.EpcisIds;
import org.lotledger.ledger.epcis.Vocabulary;
import org.lotledger.ledger.lot.Entry;
import org.lotledger.ledger.persistence.EntryStream;

/** Reads entries until a page of events is full. */
@ApplicationScoped
public class EpcisPages {
    /** Entries read for one page at most: a search for little in much gives pages with fewer events, or none, and goes on. */
    static final int ENTRIES_READ_MAX = 5_000;

    private static final int CHUNK_ENTRIES_MIN = 100;

    private final EntryStream stream;
    private final EpcisIds ids;
    private final LedgerSettings settings;

    public EpcisPages(EntryStream stream, LedgerSettings settings) {
        this.stream = stream;
        this.settings = settings;
        this.ids = new EpcisIds(settings.export().uriBase());
    }

    /**
     * A part of the list.
     *
     * @param nextPageToken null at the end
     */
    record EventPage(List<EpcisEvent> events, @Nullable String nextPageToken) {}

    EpcisIds ids() {
        return ids;
    }

    Uni<EventPage> page(EpcisSearch.Asked asked) {
        if (asked.classes() == null) {
            return read(new Reading(asked, null));
        }
        return stream.lots(asked.classes()).flatMap(lots -> {
            if (lots.size() > EntryStream.LOTS_MAX) {
                throw ProblemException.ofFields(List.of(new Violation(
                        ProblemCode.FIELD_INVALID,
                        "/" + EpcisSearch.CLASS,
                        EpcisSearch.CLASS + " means more than " + EntryStream.LOTS_MAX + " lots.")));
            }
            return read(new Reading(asked, lots));
        });
    }

    private Uni<EventPage> read(Reading reading) {
        int limit = Math.max(reading.asked.perPage() + 2, CHUNK_ENTRIES_MIN);
        return stream.from(reading.filter, reading.place, limit).flatMap(chunk -> {
            EpcisEvents events = new EpcisEvents(ids, settings.zone(), chunk.around());
            chunk.entries().forEach(entry -> reading.take(entry, events.of(entry)));
            return reading.isFull() || chunk.entries().size() < limit || reading.entriesRead >= ENTRIES_READ_MAX
                    ? Uni.createFrom().item(() -> reading.page(chunk.entries().size() < limit))
                    : read(reading);
        });
    }

    /** A page in the making. */
    private static final class Reading {
        private final EpcisSearch.Asked asked;
        private final EntryStream.Filter filter;
        private final @Nullable Set<UUID> lots;
        private final List<EpcisEvent> events = new ArrayList<>();
        private EntryStream.@Nullable Place place;
        private int given;
        private int entriesRead;
        private @Nullable String next;

        Reading(EpcisSearch.Asked asked, @Nullable Collection<UUID> lots) {
            this.asked = asked;
            this.lots = lots == null ? null : new HashSet<>(lots);
            this.filter = new EntryStream.Filter(
                    asked.from(),
                    asked.before(),
                    asked.bizSteps() == null ? null : Vocabulary.kindsOf(asked.bizSteps()),
                    lots);
            this.place = asked.place();
            this.given = asked.given();
        }

        /** Takes what is asked for of an entry's events; the entry that the reading goes on with comes again. */
        void take(Entry entry, List<EpcisEvent> told) {
            if (isFull()) {
                return;
            }
            EntryStream.Place here = EntryStream.Place.of(entry);
            int done = here.equals(place) ? given : 0;
            List<EpcisEvent> wanted = told.stream().filter(this::isWanted).toList();
            for (int i = done; i < wanted.size(); i++) {
                if (events.size() == asked.perPage()) {
                    next = place == null ? null : EpcisSearch.token(place, given);
                    return;
                }
                events.add(wanted.get(i));
                place = here;
                given = i + 1;
            }
            place = here;
            given = Math.max(done, wanted.size());
            entriesRead++;
        }

        private boolean isWanted(EpcisEvent event) {
            return (asked.bizSteps() == null || asked.bizSteps().contains(event.bizStep()))
                    && (asked.from() == null || !event.eventTime().isBefore(asked.from()))
                    && (asked.before() == null || event.eventTime().isBefore(asked.before()))
                    && (lots == null || event.lots().stream().anyMatch(lots::contains));
        }

        boolean isFull() {
            return next != null;
        }

        EventPage page(boolean isAtEnd) {
            if (next == null && !isAtEnd && place != null) {
                next = EpcisSearch.token(place, given);
            }
            return new EventPage(events, next);
        }
    }
}
