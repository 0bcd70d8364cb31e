package org.lotledger.ledger.proof;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Source;

/**
 * Makes one stream of the writers' streams, which are each in the order of (key, sequence): by key, and within a key in
 * an order in which a consumer can apply the events. An event never comes before those it was decided on; of those that
 * may come, the one written down first does, and of equals the one whose source's name is first. The same announcements
 * always come in the same order, however they are cut into pages.
 *
 * <p>Holds what was offered and not taken yet: ask {@link #wanted} which writer's next page it needs, {@link #offer} it
 * or tell the {@link #end}, and take with {@link #next} until another page is wanted.
 */
public final class AnnouncementMerge {
    private static final Comparator<Announcement> EARLIEST_FIRST = Comparator.<Announcement, Instant>comparing(
                    Announcement::recordedAt)
            .thenComparing(a -> a.source().wireName());

    private final Map<Source, Deque<Announcement>> waiting = new EnumMap<>(Source.class);
    private final Map<Source, Announcement> lastOffered = new EnumMap<>(Source.class);
    private final Set<Source> ended = EnumSet.noneOf(Source.class);
    private final Map<Source, Long> taken = new EnumMap<>(Source.class);
    private @Nullable String key;

    public AnnouncementMerge(Set<Source> sources) {
        sources.forEach(source -> waiting.put(source, new ArrayDeque<>()));
    }

    /**
     * An announcement in its place.
     *
     * @param beforeItsCause whether it had to come although something that it was decided on was not announced, or only
     *     after something decided on it: a consumer would park it
     */
    public record Next(Announcement announcement, boolean beforeItsCause) {}

    /** The writer whose next page must be offered, or its end told, before more can be taken; empty if none. */
    public Optional<Source> wanted() {
        return waiting.entrySet().stream()
                .filter(stream -> stream.getValue().isEmpty() && !ended.contains(stream.getKey()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * The next announcements of a writer.
     *
     * @throws IllegalArgumentException when they do not go on in the order of key and sequence
     */
    public void offer(Source source, List<Announcement> page) {
        for (Announcement announcement : page) {
            Announcement last = lastOffered.put(source, announcement);
            if (last != null && !follows(last, announcement)) {
                throw new IllegalArgumentException(
                        announcement.eventId() + " comes after " + last.eventId() + " in the writer's list");
            }
            stream(source).add(announcement);
        }
    }

    /** The writer has no more. */
    public void end(Source source) {
        stream(source);
        ended.add(source);
    }

    /**
     * Takes the next; empty when all are taken and all writers have ended.
     *
     * @throws IllegalStateException while a page is wanted
     */
    public Optional<Next> next() {
        wanted().ifPresent(source -> {
            throw new IllegalStateException("the next page of " + source.wireName() + " is wanted");
        });
        List<Announcement> firsts = waiting.values().stream()
                .filter(stream -> !stream.isEmpty())
                .map(Deque::getFirst)
                .toList();
        if (firsts.isEmpty()) {
            return Optional.empty();
        }
        String lowest = firsts.stream()
                .map(Announcement::key)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        if (!lowest.equals(key)) {
            key = lowest;
            taken.clear();
        }
        List<Announcement> ofKey =
                firsts.stream().filter(first -> first.key().equals(lowest)).toList();
        Optional<Announcement> free = ofKey.stream().filter(this::causesTaken).min(EARLIEST_FIRST);
        Announcement chosen = free.or(() -> ofKey.stream().min(EARLIEST_FIRST)).orElseThrow();
        stream(chosen.source()).removeFirst();
        taken.put(chosen.source(), chosen.sequence());
        return Optional.of(new Next(chosen, free.isEmpty()));
    }

    /** What is based on a source that is not merged here cannot be waited for. */
    private boolean causesTaken(Announcement announcement) {
        return announcement.basedOn().entrySet().stream()
                .allMatch(cause -> Source.byWireName(cause.getKey())
                        .filter(waiting::containsKey)
                        .map(source -> taken.getOrDefault(source, 0L) >= cause.getValue())
                        .orElse(true));
    }

    private static boolean follows(Announcement last, Announcement next) {
        int byKey = next.key().compareTo(last.key());
        return byKey > 0 || (byKey == 0 && next.sequence() > last.sequence());
    }

    private Deque<Announcement> stream(Source source) {
        Deque<Announcement> stream = waiting.get(source);
        if (stream == null) {
            throw new IllegalArgumentException(source.wireName() + " is not merged here");
        }
        return stream;
    }
}
