package org.lotledger.ledger.epcis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.ledger.lot.Entry;
import org.lotledger.ledger.lot.LotMaster;
import org.lotledger.ledger.lot.Place;

/**
 * What must be known besides an entry to tell it: its lot and places, what it corrects and what else corrects that, the
 * whole assembly that it belongs to, the other holds of its lot.
 */
public final class Surroundings {
    private final Map<UUID, LotMaster> lots;
    private final Map<String, Place> places;
    private final Map<String, Entry> byEventId = new HashMap<>();
    private final Map<List<Object>, List<Entry>> byLotAndDocument = new HashMap<>();
    private final Map<String, List<Entry>> byCorrected = new HashMap<>();
    private final Map<String, List<Entry>> byAssembly = new HashMap<>();
    private final Map<UUID, List<Entry>> holdsByLot = new HashMap<>();

    /**
     * @param entries in any order; the same may come twice
     * @param lots all that the entries name
     * @param places those that the catalog has told of
     */
    public Surroundings(Collection<Entry> entries, Map<UUID, LotMaster> lots, Map<String, Place> places) {
        this.lots = lots;
        this.places = places;
        entries.stream().sorted(Entry.BY_RECORD).distinct().forEach(this::add);
    }

    private void add(Entry entry) {
        byEventId.put(entry.eventId(), entry);
        list(byLotAndDocument, lotAndDocument(entry)).add(entry);
        if (isCorrection(entry) && entry.corrects() != null) {
            list(byCorrected, entry.corrects()).add(entry);
        }
        if (entry.assembly() != null && isOfAssembly(entry)) {
            list(byAssembly, entry.assembly()).add(entry);
        }
        if (Vocabulary.persistentDisposition(entry.reason()) != null || entry.is(AdjustmentReason.RELEASE)) {
            list(holdsByLot, entry.lotId()).add(entry);
        }
    }

    private static <K> List<Entry> list(Map<K, List<Entry>> map, K key) {
        return map.computeIfAbsent(key, k -> new ArrayList<>());
    }

    private static List<Object> lotAndDocument(Entry entry) {
        return List.of(
                entry.lotId(),
                entry.source(),
                entry.kind(),
                entry.document().type(),
                entry.document().number());
    }

    static boolean isCorrection(Entry entry) {
        return entry.is(AdjustmentReason.RECEIPT_CORRECTION) || entry.is(AdjustmentReason.SHIPMENT_CORRECTION);
    }

    static boolean isOfAssembly(Entry entry) {
        return entry.is(AdjustmentReason.ASSEMBLY_ISSUE)
                || entry.is(AdjustmentReason.ASSEMBLY_UNISSUE)
                || entry.is(AdjustmentReason.ASSEMBLY_OUTPUT);
    }

    LotMaster lot(UUID lotId) {
        return Objects.requireNonNull(lots.get(lotId), "the lot of an entry");
    }

    Place place(String location) {
        return places.getOrDefault(location, Place.unknown(location));
    }

    /** What a correction corrects; null if it names nothing that is known. */
    @Nullable
    Entry corrected(Entry correction) {
        return correction.corrects() == null ? null : byEventId.get(correction.corrects());
    }

    /** The entries of the same lot on the same paper: a lot may stand on several lines. */
    List<Entry> onSamePaper(Entry entry) {
        return byLotAndDocument.getOrDefault(lotAndDocument(entry), List.of());
    }

    /** What corrects any of these, in the order in which it was recorded. */
    List<Entry> corrections(List<Entry> entries) {
        return entries.stream()
                .flatMap(entry -> byCorrected.getOrDefault(entry.eventId(), List.of()).stream())
                .sorted(Entry.BY_RECORD)
                .toList();
    }

    /** All that went into an assembly and came out of it, and the corrections of what came out, in order of record. */
    List<Entry> assembly(String number) {
        List<Entry> moved = byAssembly.getOrDefault(number, List.of());
        List<Entry> all = new ArrayList<>(moved);
        all.addAll(corrections(moved));
        all.sort(Entry.BY_RECORD);
        return all;
    }

    /** The holds of a lot and their releases, in the catalog's order. */
    List<Entry> holds(UUID lotId) {
        return holdsByLot.getOrDefault(lotId, List.of());
    }
}
