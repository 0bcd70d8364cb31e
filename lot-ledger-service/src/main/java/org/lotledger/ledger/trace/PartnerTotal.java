package org.lotledger.ledger.trace;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Quantity;

/**
 * What a partner has of several lots: what moved between us, and what came back. Sums over lots of different units mean
 * nothing; the parts by lot do.
 *
 * @param moved to a customer, or from a supplier
 * @param returned by the customer, or to the supplier
 * @param papers the first of each lot's, in the order in which they happened
 * @param paperCount all of them
 */
public record PartnerTotal(
        String code,
        @Nullable String name,
        @Nullable String gln,
        Quantity moved,
        Quantity returned,
        List<OfLot> lots,
        List<Paper> papers,
        long paperCount) {

    public PartnerTotal {
        lots = List.copyOf(lots);
        papers = List.copyOf(papers);
    }

    /** Of one lot, in its unit. */
    public record OfLot(UUID lotId, Quantity moved, Quantity returned) {
        public Quantity net() {
            return moved.minus(returned);
        }
    }

    /** A paper and what it moved of one lot; {@code kind} says which way. */
    public record Paper(
            UUID lotId, LotFlow.Kind kind, String type, String number, Quantity quantity, Instant occurredAt) {}

    /** What the partner has, or we have of the partner. */
    public Quantity net() {
        return moved.minus(returned);
    }

    /** The partners at the other end of flows of two kinds, by their codes. */
    public static List<PartnerTotal> of(Collection<LotFlow> flows, LotFlow.Kind moved, LotFlow.Kind returned) {
        Map<String, List<LotFlow>> byCode = new TreeMap<>();
        flows.stream()
                .filter(flow -> flow.kind() == moved || flow.kind() == returned)
                .forEach(flow -> byCode.computeIfAbsent(flow.code(), code -> new ArrayList<>())
                        .add(flow));
        return byCode.entrySet().stream()
                .map(partner -> total(partner.getKey(), partner.getValue(), moved, returned))
                .toList();
    }

    private static PartnerTotal total(String code, List<LotFlow> flows, LotFlow.Kind moved, LotFlow.Kind returned) {
        Map<UUID, OfLot> lots = new TreeMap<>();
        List<Paper> papers = new ArrayList<>();
        for (LotFlow flow : flows) {
            OfLot part = new OfLot(
                    flow.lotId(),
                    flow.kind() == moved ? flow.quantity() : Quantity.ZERO,
                    flow.kind() == returned ? flow.quantity() : Quantity.ZERO);
            lots.merge(
                    flow.lotId(),
                    part,
                    (one, other) ->
                            new OfLot(one.lotId, one.moved.plus(other.moved), one.returned.plus(other.returned)));
            flow.documents()
                    .forEach(paper -> papers.add(new Paper(
                            flow.lotId(),
                            flow.kind(),
                            paper.type(),
                            paper.number(),
                            paper.quantity(),
                            paper.occurredAt())));
        }
        papers.sort(Comparator.comparing(Paper::occurredAt).thenComparing(Paper::number));
        return new PartnerTotal(
                code,
                first(flows, LotFlow::name),
                first(flows, LotFlow::gln),
                lots.values().stream().map(OfLot::moved).reduce(Quantity.ZERO, Quantity::plus),
                lots.values().stream().map(OfLot::returned).reduce(Quantity.ZERO, Quantity::plus),
                List.copyOf(lots.values()),
                papers,
                flows.stream().mapToLong(LotFlow::documentCount).sum());
    }

    private static @Nullable String first(List<LotFlow> flows, Function<LotFlow, @Nullable String> part) {
        return flows.stream().map(part).filter(Objects::nonNull).findFirst().orElse(null);
    }
}
