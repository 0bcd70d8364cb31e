package org.lotledger.ledger.epcis;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.Party;
import org.lotledger.events.Quantity;
import org.lotledger.ledger.epcis.EpcisEvent.Observed;
import org.lotledger.ledger.epcis.EpcisEvent.Partner;
import org.lotledger.ledger.epcis.EpcisEvent.PersistentDisposition;
import org.lotledger.ledger.epcis.EpcisEvent.QuantityElement;
import org.lotledger.ledger.lot.Entry;
import org.lotledger.ledger.lot.LotMaster;

/**
 * Tells entries as EPCIS events. What an entry is told as depends on nothing that is recorded after it, so a list that is
 * read page by page stays the same while history goes on.
 */
public final class EpcisEvents {
    private final EpcisIds ids;
    private final ZoneId zone;
    private final Surroundings around;
    private final Assemblies assemblies;

    /** @param zone of the warehouse, for eventTimeZoneOffset and the day on which a lot expires */
    public EpcisEvents(EpcisIds ids, ZoneId zone, Surroundings around) {
        this.ids = ids;
        this.zone = zone;
        this.around = around;
        this.assemblies = new Assemblies(ids, zone, around);
    }

    /**
     * The events that an entry brings: mostly one; none before an assembly has made something; of a correction the
     * declaration that the event before was wrong, and what is right instead.
     */
    public List<EpcisEvent> of(Entry entry) {
        if (Surroundings.isOfAssembly(entry)) {
            return entry.assembly() == null ? List.of(observed(entry)) : assemblies.of(entry, entry.assembly());
        }
        Entry corrected = Surroundings.isCorrection(entry) ? around.corrected(entry) : null;
        if (corrected == null) {
            return List.of(observed(entry));
        }
        return Surroundings.isOfAssembly(corrected) && corrected.assembly() != null
                ? assemblies.of(entry, corrected.assembly())
                : corrections(entry, corrected);
    }

    /** A correction takes from the lines of the corrected paper in their order, as those before it did. */
    private List<EpcisEvent> corrections(Entry correction, Entry corrected) {
        List<Entry> lines = around.onSamePaper(corrected);
        List<Quantity> valid = new ArrayList<>(
                lines.stream().map(line -> absolute(line.quantityChange())).toList());
        List<String> validIds = new ArrayList<>(lines.stream().map(ids::event).toList());
        List<EpcisEvent> events = new ArrayList<>();
        for (Entry one : around.corrections(lines)) {
            Quantity left = absolute(one.quantityChange());
            for (int i = 0; i < lines.size() && left.isPositive(); i++) {
                Quantity before = valid.get(i);
                Quantity taken = left.compareTo(before) < 0 ? left : before;
                if (taken.isPositive()) {
                    Quantity after = before.minus(taken);
                    String afterId = ids.corrected(lines.get(i), one);
                    if (one.equals(correction)) {
                        events.addAll(
                                replaced(lines.get(i), before, validIds.get(i), after, afterId, one.recordedAt()));
                    }
                    valid.set(i, after);
                    validIds.set(i, afterId);
                    left = left.minus(taken);
                }
            }
            if (one.equals(correction)) {
                break;
            }
        }
        return events;
    }

    private List<EpcisEvent> replaced(
            Entry line, Quantity before, String beforeId, Quantity after, String afterId, Instant recordedAt) {
        EpcisEvent wrong = observed(line, before, beforeId, line.recordedAt());
        return after.isPositive()
                ? List.of(wrong.declaredWrong(recordedAt, List.of(afterId)), observed(line, after, afterId, recordedAt))
                : List.of(wrong.declaredWrong(recordedAt, List.of()));
    }

    private EpcisEvent observed(Entry entry) {
        return observed(entry, absolute(entry.quantityChange()), ids.event(entry), entry.recordedAt());
    }

    private EpcisEvent observed(Entry entry, Quantity quantity, String eventId, Instant recordedAt) {
        Vocabulary.Meaning meaning = Vocabulary.of(entry);
        LotMaster lot = around.lot(entry.lotId());
        boolean gone = entry.quantityChange().isNegative();
        String readPoint = entry.location() == null ? null : ids.place(around.place(entry.location()));
        return new EpcisEvent(
                eventId,
                new Observed(meaning.action(), List.of(element(ids, lot, quantity))),
                entry.occurredAt(),
                zone.getRules().getOffset(entry.occurredAt()),
                recordedAt,
                meaning.bizStep(),
                isExpiredLoss(entry, lot) ? "expired" : meaning.disposition(),
                persistentDisposition(entry),
                readPoint,
                gone && !entry.is(AdjustmentReason.COUNT) ? null : readPoint,
                Papers.of(entry, ids),
                sources(entry, readPoint),
                destinations(entry, readPoint),
                null,
                ours(entry, lot),
                List.of(entry.lotId()));
    }

    private boolean isExpiredLoss(Entry entry, LotMaster lot) {
        return entry.is(AdjustmentReason.LOSS)
                && lot.expirationDate() != null
                && entry.occurredAt().atZone(zone).toLocalDate().isAfter(lot.expirationDate());
    }

    /** A release unsets what no other hold that is in force sets. */
    private @Nullable PersistentDisposition persistentDisposition(Entry entry) {
        String set = Vocabulary.persistentDisposition(entry.reason());
        if (set != null) {
            return new PersistentDisposition(List.of(set), List.of());
        }
        if (!entry.is(AdjustmentReason.RELEASE)) {
            return null;
        }
        Map<String, String> inForce = new LinkedHashMap<>();
        String unset = null;
        for (Entry hold : around.holds(entry.lotId())) {
            String number = hold.document().number();
            String disposition = Vocabulary.persistentDisposition(hold.reason());
            if (disposition != null) {
                inForce.put(number, disposition);
            } else {
                unset = inForce.remove(number);
            }
            if (hold.equals(entry)) {
                break;
            }
        }
        return unset == null || inForce.containsValue(unset)
                ? null
                : new PersistentDisposition(List.of(), List.of(unset));
    }

    private List<Partner> sources(Entry entry, @Nullable String here) {
        if (entry.quantityChange().isPositive()) {
            return entry.party() == null ? List.of() : List.of(possessing(entry.party()));
        }
        return isUnderWay(entry) && here != null ? List.of(new Partner("location", here)) : List.of();
    }

    private List<Partner> destinations(Entry entry, @Nullable String here) {
        if (entry.quantityChange().isPositive()) {
            return isUnderWay(entry) && here != null ? List.of(new Partner("location", here)) : List.of();
        }
        String toLocation = entry.references().get("toLocation");
        if (entry.is(AdjustmentReason.TRANSFER_OUT) && toLocation != null) {
            return List.of(new Partner("location", ids.place(around.place(toLocation))));
        }
        return entry.party() == null ? List.of() : List.of(possessing(entry.party()));
    }

    private Partner possessing(Party party) {
        return new Partner("possessing_party", ids.party(party));
    }

    /** Whether goods come from elsewhere or go elsewhere. */
    private static boolean isUnderWay(Entry entry) {
        return entry.party() != null
                || entry.type().equals(Entry.RECEIVED)
                || entry.type().equals(Entry.SHIPPED)
                || entry.is(AdjustmentReason.TRANSFER_IN)
                || entry.is(AdjustmentReason.TRANSFER_OUT);
    }

    private static Map<String, Object> ours(Entry entry, LotMaster lot) {
        Map<String, Object> ours = new LinkedHashMap<>();
        ours.put("eventId", entry.eventId());
        ours.put("kind", entry.kind());
        ours.put("itemCode", lot.itemCode());
        if (lot.lotNumber() != null) {
            ours.put("lotNumber", lot.lotNumber());
        }
        if (lot.expirationDate() != null) {
            ours.put("expirationDate", lot.expirationDate());
        }
        ours.put("unit", lot.unit());
        ours.put("quantityChange", entry.quantityChange().value());
        return ours;
    }

    /** How much of a lot; of what concerns all of it no number. */
    static QuantityElement element(EpcisIds ids, LotMaster lot, Quantity quantity) {
        return quantity.isZero()
                ? new QuantityElement(ids.lot(lot), null, null)
                : new QuantityElement(ids.lot(lot), quantity.value(), UnitCode.of(lot.unit(), quantity.value()));
    }

    static Quantity absolute(Quantity quantity) {
        return quantity.isNegative() ? quantity.negate() : quantity;
    }
}
