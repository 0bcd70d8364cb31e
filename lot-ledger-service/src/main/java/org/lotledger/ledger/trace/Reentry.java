package org.lotledger.ledger.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Quantity;

/**
 * One side of a corrected receipt: a lot that it recorded wrongly, or a lot entered again in its place.
 *
 * @param receipt the number of the receipt that was corrected
 * @param corrected true: taken back from this lot; false: entered again into this lot
 * @param quantity how much, more than 0
 * @param documents of a lot entered again: the receipts that did so
 */
public record Reentry(
        String receipt,
        UUID lotId,
        String itemCode,
        @Nullable String lotNumber,
        boolean corrected,
        Quantity quantity,
        List<TraceDocument> documents) {

    public Reentry {
        documents = List.copyOf(documents);
    }

    /**
     * Which lots were recorded as which. A receipt does not say what was entered in whose place: a corrected lot is
     * joined to the lots entered again of its item or of its number, and if there are none, to all of them. Too many in a
     * recall are looked at in vain, too few are eaten.
     */
    public static List<LotLink> links(List<Reentry> sides) {
        Map<String, List<Reentry>> byReceipt = new LinkedHashMap<>();
        sides.forEach(side -> byReceipt
                .computeIfAbsent(side.receipt, receipt -> new ArrayList<>())
                .add(side));
        Map<List<UUID>, LotLink> links = new LinkedHashMap<>();
        byReceipt
                .values()
                .forEach(receipt -> receipt.stream()
                        .filter(Reentry::corrected)
                        .forEach(wrong -> inPlaceOf(wrong, receipt)
                                .forEach(right -> links.merge(
                                        List.of(wrong.lotId, right.lotId), link(wrong, right), Reentry::together))));
        return List.copyOf(links.values());
    }

    private static List<Reentry> inPlaceOf(Reentry wrong, List<Reentry> receipt) {
        List<Reentry> all = receipt.stream().filter(side -> !side.corrected).toList();
        List<Reentry> alike = all.stream().filter(wrong::isLike).toList();
        return (alike.isEmpty() ? all : alike)
                .stream().filter(side -> !side.lotId.equals(wrong.lotId)).toList();
    }

    private boolean isLike(Reentry other) {
        return itemCode.equals(other.itemCode) || (lotNumber != null && Objects.equals(lotNumber, other.lotNumber));
    }

    private static LotLink link(Reentry wrong, Reentry right) {
        Quantity less = wrong.quantity.compareTo(right.quantity) < 0 ? wrong.quantity : right.quantity;
        return new LotLink(
                wrong.lotId, right.lotId, LotLink.Kind.RECORDED_AS, less, right.documents, right.documents.size());
    }

    private static LotLink together(LotLink one, LotLink other) {
        List<TraceDocument> documents = new ArrayList<>(one.documents());
        documents.addAll(other.documents());
        documents.sort(Comparator.comparing(TraceDocument::occurredAt).thenComparing(TraceDocument::number));
        return new LotLink(
                one.from(),
                one.to(),
                one.kind(),
                one.quantity().plus(other.quantity()),
                documents,
                one.documentCount() + other.documentCount());
    }
}
