package org.lotledger.ledger.epcis;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.Quantity;
import org.lotledger.ledger.epcis.EpcisEvent.BizTransaction;
import org.lotledger.ledger.epcis.EpcisEvent.Made;
import org.lotledger.ledger.epcis.EpcisEvent.QuantityElement;
import org.lotledger.ledger.epcis.EpcisEvent.Transformed;
import org.lotledger.ledger.lot.Entry;
import org.lotledger.ledger.lot.LotMaster;

/**
 * Assemblies as one TransformationEvent each. It is told with the first paper that brings something out of the assembly;
 * each later paper (a late issue, a component that came back, more output, a correction) declares that event wrong and
 * tells the assembly anew.
 */
final class Assemblies {
    private final EpcisIds ids;
    private final ZoneId zone;
    private final Surroundings around;

    Assemblies(EpcisIds ids, ZoneId zone, Surroundings around) {
        this.ids = ids;
        this.zone = zone;
        this.around = around;
    }

    /** What the entry's paper changes in the assembly; told with the first entry of the paper only. */
    List<EpcisEvent> of(Entry entry, String number) {
        List<List<Entry>> papers = papers(around.assembly(number));
        for (int i = 0; i < papers.size(); i++) {
            if (papers.get(i).getFirst().equals(entry)) {
                EpcisEvent before = told(number, papers.subList(0, i));
                EpcisEvent after = told(number, papers.subList(0, i + 1));
                return changed(before, after, entry.recordedAt());
            }
        }
        return List.of();
    }

    private static List<EpcisEvent> changed(@Nullable EpcisEvent before, @Nullable EpcisEvent after, Instant when) {
        List<EpcisEvent> events = new ArrayList<>();
        if (before != null) {
            events.add(before.declaredWrong(when, after == null ? List.of() : List.of(after.eventId())));
        }
        if (after != null) {
            events.add(after);
        }
        return events;
    }

    /** The entries of each paper, which is one transaction of a writer; in order of record. */
    private static List<List<Entry>> papers(List<Entry> entries) {
        Map<List<Object>, List<Entry>> papers = new LinkedHashMap<>();
        for (Entry entry : entries) {
            papers.computeIfAbsent(
                            List.of(
                                    entry.recordedAt(),
                                    entry.source(),
                                    entry.document().type(),
                                    entry.document().number()),
                            key -> new ArrayList<>())
                    .add(entry);
        }
        return List.copyOf(papers.values());
    }

    /** The assembly as these papers make it; null before the first output, and if nothing is left of it. */
    private @Nullable EpcisEvent told(String number, List<List<Entry>> papers) {
        List<Entry> entries = papers.stream().flatMap(List::stream).toList();
        List<Entry> outputs = entries.stream()
                .filter(entry -> entry.is(AdjustmentReason.ASSEMBLY_OUTPUT))
                .toList();
        if (outputs.isEmpty()) {
            return null;
        }
        List<QuantityElement> consumed = elements(entries, false);
        List<QuantityElement> made = elements(entries, true);
        if (consumed.isEmpty() && made.isEmpty()) {
            return null;
        }
        Entry last = papers.getLast().getFirst();
        Instant when =
                outputs.stream().map(Entry::occurredAt).max(Instant::compareTo).orElseThrow();
        String place = onlyPlace(outputs);
        return new EpcisEvent(
                ids.assembly(number, last),
                new Transformed(ids.reference("assembly", number), consumed, made, onlyMade(outputs)),
                when,
                zone.getRules().getOffset(when),
                last.recordedAt(),
                Vocabulary.ASSEMBLY_STEP,
                Vocabulary.ASSEMBLY_DISPOSITION,
                null,
                place,
                place,
                List.of(new BizTransaction("prodorder", ids.reference("assembly", number))),
                List.of(),
                List.of(),
                null,
                Map.of(),
                lots(entries));
    }

    /** What is consumed or made net of what came back or was corrected, lot by lot. */
    private List<QuantityElement> elements(List<Entry> entries, boolean ofOutput) {
        Map<UUID, Quantity> sums = new LinkedHashMap<>();
        for (Entry entry : entries) {
            boolean output = entry.is(AdjustmentReason.ASSEMBLY_OUTPUT) || Surroundings.isCorrection(entry);
            if (output == ofOutput) {
                Quantity change = ofOutput
                        ? entry.quantityChange()
                        : entry.quantityChange().negate();
                sums.merge(entry.lotId(), change, Quantity::plus);
            }
        }
        List<QuantityElement> elements = new ArrayList<>();
        sums.forEach((lot, sum) -> {
            if (sum.isPositive()) {
                elements.add(EpcisEvents.element(ids, around.lot(lot), sum));
            }
        });
        return elements;
    }

    private @Nullable String onlyPlace(List<Entry> outputs) {
        Set<String> places = new LinkedHashSet<>();
        outputs.forEach(output -> {
            if (output.location() != null) {
                places.add(ids.place(around.place(output.location())));
            }
        });
        return places.size() == 1 ? places.iterator().next() : null;
    }

    private @Nullable Made onlyMade(List<Entry> outputs) {
        List<UUID> made = lots(outputs);
        if (made.size() != 1) {
            return null;
        }
        LotMaster lot = around.lot(made.getFirst());
        return lot.lotNumber() == null ? null : new Made(lot.lotNumber(), lot.expirationDate());
    }

    private static List<UUID> lots(List<Entry> entries) {
        return entries.stream().map(Entry::lotId).distinct().toList();
    }
}
