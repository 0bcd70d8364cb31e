package org.lotledger.ledger.trace;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Since when a lot may no longer leave: since it, or a lot that it was made of or recorded as, was recalled. */
public final class RecallReach {
    private RecallReach() {}

    /**
     * The earliest recall that reaches each lot; lots that none reaches are absent.
     *
     * @param placed when the first recall that is still in force was placed on the lot itself
     */
    public static Map<UUID, Instant> of(Map<UUID, Instant> placed, List<LotLink> links) {
        Map<UUID, List<UUID>> next = new HashMap<>();
        links.forEach(link -> {
            next.computeIfAbsent(link.from(), from -> new ArrayList<>()).add(link.to());
            if (link.kind() == LotLink.Kind.RECORDED_AS) {
                next.computeIfAbsent(link.to(), to -> new ArrayList<>()).add(link.from());
            }
        });
        Map<UUID, Instant> reached = new HashMap<>();
        placed.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .forEach(recall -> {
                    Deque<UUID> open = new ArrayDeque<>(List.of(recall.getKey()));
                    while (!open.isEmpty()) {
                        UUID lot = open.remove();
                        if (reached.putIfAbsent(lot, recall.getValue()) == null) {
                            open.addAll(next.getOrDefault(lot, List.of()));
                        }
                    }
                });
        return reached;
    }
}
