package org.lotledger.ledger.writers;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.rest.Cursor;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.ledger.LedgerSettings;
import org.lotledger.ledger.proof.Announcement;
import org.lotledger.ledger.proof.AnnouncementMerge;

/**
 * What the writers hold in their stores, read page by page as the reader asks for it: never more than a page of each is
 * in memory. What they write while they are read may be in the stream or not. Every stream fails with PEER_UNREACHABLE
 * when a writer does not answer, or answers something else than it should.
 */
@ApplicationScoped
public class Writers {
    private static final int PAGE_SIZE = Cursor.LIMIT_MAX;

    /** Private events are whole documents. */
    private static final int MAPPING_PAGE_SIZE = 100;

    /** A connection that lay idle may be closed by the writer at the moment at which it is used again. */
    private static final String CLOSED_BY_WRITER = "Connection was closed";

    private static final int CLOSED_RETRIES_MAX = 2;

    private final Map<Source, WriterApi> apis = new EnumMap<>(Source.class);
    private final Duration answerTimeout;

    public Writers(
            @RestClient WriterApi.ItemCatalog itemCatalog,
            @RestClient WriterApi.Receiving receiving,
            @RestClient WriterApi.Shipping shipping,
            LedgerSettings settings) {
        apis.put(Source.ITEM_CATALOG, itemCatalog);
        apis.put(Source.RECEIVING, receiving);
        apis.put(Source.SHIPPING, shipping);
        answerTimeout = Duration.ofMillis(settings.writers().answerTimeoutMillis());
    }

    /** All announcements of all writers in the order of {@link AnnouncementMerge}. */
    public Multi<AnnouncementMerge.Next> announcements() {
        return merged(EnumSet.allOf(Source.class), null);
    }

    /** The announcements of one key, of all writers, in the order of {@link AnnouncementMerge}. */
    public Multi<AnnouncementMerge.Next> announcements(String key) {
        return merged(EnumSet.allOf(Source.class), key);
    }

    /** The announcements of one writer by key and sequence. */
    public Multi<Announcement> announcements(Source source) {
        return merged(EnumSet.of(source), null).map(AnnouncementMerge.Next::announcement);
    }

    /** The heads of one writer by key. */
    public Multi<WriterHead> heads(Source source) {
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new AtomicReference<@Nullable String>(),
                        cursor -> headPage(source, cursor.get()).invoke(page -> cursor.set(page.nextCursor())))
                .whilst(page -> page.nextCursor() != null)
                .onItem()
                .transformToIterable(WriterPage::items);
    }

    private Multi<AnnouncementMerge.Next> merged(EnumSet<Source> sources, @Nullable String key) {
        return Multi.createBy()
                .repeating()
                .uni(() -> new Reading(sources, key), Reading::goOn)
                .whilst(part -> !part.last())
                .onItem()
                .transformToIterable(Part::announcements);
    }

    /** What could be merged without another page. */
    private record Part(List<AnnouncementMerge.Next> announcements, boolean last) {}

    /** One reading of the writers, and how far it is with each. */
    private final class Reading {
        private final AnnouncementMerge merge;
        private final @Nullable String key;
        private final Map<Source, String> cursors = new EnumMap<>(Source.class);

        Reading(EnumSet<Source> sources, @Nullable String key) {
            this.merge = new AnnouncementMerge(sources);
            this.key = key;
        }

        Uni<Part> goOn() {
            Source wanted = merge.wanted().orElse(null);
            if (wanted == null) {
                return Uni.createFrom().item(this::take);
            }
            return page(wanted, key, cursors.get(wanted))
                    .invoke(page -> accept(wanted, page))
                    .flatMap(page -> goOn());
        }

        private void accept(Source source, WriterPage<Announcement> page) {
            try {
                merge.offer(source, page.items());
            } catch (IllegalArgumentException e) {
                throw unreachable(source, "answers in a wrong order: " + e.getMessage());
            }
            if (page.nextCursor() == null) {
                merge.end(source);
            } else {
                cursors.put(source, page.nextCursor());
            }
        }

        private Part take() {
            List<AnnouncementMerge.Next> part = new ArrayList<>();
            while (merge.wanted().isEmpty()) {
                Optional<AnnouncementMerge.Next> next = merge.next();
                if (next.isEmpty()) {
                    return new Part(part, true);
                }
                part.add(next.get());
            }
            return new Part(part, false);
        }
    }

    /**
     * One page of a writer's announcements, for readers that fetch for themselves.
     *
     * @param key null for all keys
     * @param cursor of the page before, or {@link #after}; null for the first
     */
    public Uni<WriterPage<Announcement>> page(Source source, @Nullable String key, @Nullable String cursor) {
        return ask(
                source,
                api -> api.announcements(key, PAGE_SIZE, cursor),
                answer -> WriterPage.ofAnnouncements(source, answer));
    }

    /** The cursor behind all announcements of a key: the writers' lists are those of the mechanism, as is the cursor. */
    public static String after(String key) {
        return Cursor.after(key, Long.toString(Long.MAX_VALUE));
    }

    /**
     * One page of a writer's heads.
     *
     * @param cursor of the page before; null for the first
     */
    public Uni<WriterPage<WriterHead>> headPage(Source source, @Nullable String cursor) {
        return ask(source, api -> api.heads(PAGE_SIZE, cursor), answer -> WriterPage.ofHeads(source, answer));
    }

    /**
     * Has a writer compare the next of its private events with their announcements.
     *
     * @param cursor of the page before; null for the first
     */
    public Uni<MappingPage> mapping(Source source, @Nullable String cursor) {
        return ask(source, api -> api.mapping(MAPPING_PAGE_SIZE, cursor), page -> page);
    }

    /** Has a writer send an announcement again, and those of its key that follow it. */
    public Uni<Void> republish(Source source, String from) {
        return ask(source, api -> api.republish(from), answer -> answer).replaceWithVoid();
    }

    private <A, T> Uni<T> ask(Source source, Function<WriterApi, Uni<A>> question, Function<A, T> read) {
        WriterApi api = Objects.requireNonNull(apis.get(source));
        return Uni.createFrom()
                .deferred(() -> question.apply(api))
                .ifNoItem()
                .after(answerTimeout)
                .fail()
                .onFailure(Writers::closedByWriter)
                .retry()
                .atMost(CLOSED_RETRIES_MAX)
                .map(read)
                .onFailure()
                .transform(failure -> unreachable(source, "does not answer as it should: " + failure));
    }

    private static boolean closedByWriter(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException
                    && String.valueOf(cause.getMessage()).contains(CLOSED_BY_WRITER)) {
                return true;
            }
        }
        return false;
    }

    private static ProblemException unreachable(Source source, String what) {
        return new ProblemException(ProblemCode.PEER_UNREACHABLE, "The writer " + source.wireName() + " " + what + ".");
    }
}
