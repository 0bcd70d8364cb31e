package org.lotledger.ledger.trace;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A walk from lot to lot, level by level: each lot is asked for its links once, however many ways lead to it and even if
 * one leads back to the start.
 */
public final class TraceWalk {
    private final int lotsMax;
    private final Set<UUID> lots;
    private final Set<UUID> frontier;
    private final Map<Key, LotLink> links;
    private final boolean cut;

    private record Key(UUID from, UUID to, LotLink.Kind kind) {
        static Key of(LotLink link) {
            return new Key(link.from(), link.to(), link.kind());
        }
    }

    private TraceWalk(int lotsMax, Set<UUID> lots, Set<UUID> frontier, Map<Key, LotLink> links, boolean cut) {
        this.lotsMax = lotsMax;
        this.lots = lots;
        this.frontier = frontier;
        this.links = links;
        this.cut = cut;
    }

    /**
     * The beginning.
     *
     * @param lotsMax with more lots than this the walk is cut off
     */
    public static TraceWalk from(Collection<UUID> roots, int lotsMax) {
        Set<UUID> lots = new LinkedHashSet<>(roots);
        return new TraceWalk(lotsMax, lots, lots, Map.of(), false);
    }

    /** The lots whose links are to be asked for now; empty at the end. */
    public Set<UUID> frontier() {
        return Set.copyOf(frontier);
    }

    public boolean ended() {
        return frontier.isEmpty();
    }

    /** Goes over the links of the frontier, to the next level. Beyond the limit, lots are left out by their ids. */
    public TraceWalk over(Collection<LotLink> found) {
        Set<UUID> fresh = new TreeSet<>();
        found.forEach(link -> {
            fresh.add(link.from());
            fresh.add(link.to());
        });
        fresh.removeAll(lots);
        Set<UUID> next = new LinkedHashSet<>();
        fresh.stream().limit(Math.max(0, lotsMax - lots.size())).forEach(next::add);
        Set<UUID> all = new LinkedHashSet<>(lots);
        all.addAll(next);
        Map<Key, LotLink> kept = new LinkedHashMap<>(links);
        found.stream()
                .filter(link -> all.contains(link.from()) && all.contains(link.to()))
                .forEach(link -> kept.putIfAbsent(Key.of(link), link));
        return new TraceWalk(lotsMax, all, next, kept, cut || next.size() < fresh.size());
    }

    /** The same, known to be incomplete. */
    public TraceWalk cutOff() {
        return new TraceWalk(lotsMax, lots, frontier, links, true);
    }

    /** Both, when both have ended. */
    public TraceWalk and(TraceWalk other) {
        Set<UUID> all = new LinkedHashSet<>(lots);
        all.addAll(other.lots);
        Map<Key, LotLink> both = new LinkedHashMap<>(links);
        other.links.forEach(both::putIfAbsent);
        return new TraceWalk(lotsMax, all, Set.of(), both, cut || other.cut);
    }

    /** The lots that were reached, the roots first. */
    public List<UUID> lots() {
        return List.copyOf(lots);
    }

    public List<LotLink> links() {
        return List.copyOf(links.values());
    }

    /** Whether there is more than was walked over. */
    public boolean isCutOff() {
        return cut;
    }
}
