package org.lotledger.ledger.rebuild;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.rest.Cursor;
import org.lotledger.ledger.proof.Announcement;
import org.lotledger.ledger.proof.AnnouncementMerge;
import org.lotledger.ledger.writers.WriterPage;
import org.lotledger.ledger.writers.Writers;

/** The announcements of all writers in their one order, for a thread that may wait; from any place in it on. */
final class AnnouncementReader {
    /** The writers' answers have a shorter limit of their own. */
    private static final Duration PAGE_TIMEOUT = Duration.ofMinutes(2);

    /** Asks for a page; may ask again when it fails. */
    interface Asking {
        WriterPage<Announcement> ask(Supplier<WriterPage<Announcement>> question);
    }

    private final Writers writers;
    private final Asking asking;
    private final @Nullable String key;
    private final Map<Source, String> cursors = new EnumMap<>(Source.class);
    private final AnnouncementMerge merge = new AnnouncementMerge(EnumSet.allOf(Source.class));

    private AnnouncementReader(Writers writers, Asking asking, @Nullable String key) {
        this.writers = writers;
        this.asking = asking;
        this.key = key;
    }

    /** @param lastKey begins behind all announcements of that key; null: begins with the first key */
    static AnnouncementReader ofAll(Writers writers, Asking asking, @Nullable String lastKey) {
        AnnouncementReader reader = new AnnouncementReader(writers, asking, null);
        if (lastKey != null) {
            for (Source source : Source.values()) {
                reader.cursors.put(source, Writers.after(lastKey));
            }
        }
        return reader;
    }

    /** @param known begins behind these sequences by source */
    static AnnouncementReader ofKey(Writers writers, Asking asking, String key, Map<String, Long> known) {
        AnnouncementReader reader = new AnnouncementReader(writers, asking, key);
        for (Source source : Source.values()) {
            reader.cursors.put(source, Cursor.after(key, Long.toString(known.getOrDefault(source.wireName(), 0L))));
        }
        return reader;
    }

    /** The next ones, in order, at most so many; none at the end. */
    List<Announcement> next(int limit) {
        List<Announcement> next = new ArrayList<>();
        while (next.size() < limit) {
            merge.wanted().ifPresent(this::readPage);
            if (merge.wanted().isEmpty()) {
                Optional<AnnouncementMerge.Next> one = merge.next();
                if (one.isEmpty()) {
                    return next;
                }
                next.add(one.get().announcement());
            }
        }
        return next;
    }

    private void readPage(Source source) {
        WriterPage<Announcement> page = asking.ask(
                () -> writers.page(source, key, cursors.get(source)).await().atMost(PAGE_TIMEOUT));
        merge.offer(source, page.items());
        if (page.nextCursor() == null) {
            merge.end(source);
        } else {
            cursors.put(source, page.nextCursor());
        }
    }
}
