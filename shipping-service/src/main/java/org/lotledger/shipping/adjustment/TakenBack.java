package org.lotledger.shipping.adjustment;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.shipping.adjustment.AdjustmentContent.Line;
import org.lotledger.shipping.adjustment.AdjustmentContent.Lot;

/** An adjustment as its public events tell it, after the store had lost it (docs/decisions/0020). */
public final class TakenBack {

    private TakenBack() {}

    /** The adjustment with one more lot, or one more untracked line, that it lowered. */
    static Adjustment.Posted with(Adjustment before, LotEvent event) {
        LotFact fact = event.fact();
        AdjustmentContent head = before instanceof Adjustment.Posted(var content) ? content : head(event, List.of());
        List<Line> lines = new ArrayList<>(head.lines());
        int index = indexOf(lines, fact);
        Line line = index < 0 ? null : lines.get(index);
        List<Lot> lots = new ArrayList<>(line == null ? List.of() : line.lots());
        if (fact.lotNumber() != null) {
            lots.add(new Lot(
                    fact.lotNumber(),
                    fact.expirationDate(),
                    fact.quantityChange().negate()));
        }
        Line changed = new Line(
                lineNumber(fact),
                fact.itemCode(),
                line == null ? fact.quantityChange().negate() : line.quantity().minus(fact.quantityChange()),
                fact.unit(),
                fact.lotNumber() != null,
                lots,
                null,
                null);
        if (index < 0) {
            lines.add(changed);
        } else {
            lines.set(index, changed);
        }
        return new Adjustment.Posted(head(event, lines));
    }

    /** Where the event that was taken back last stands in the document. */
    public static String placeOf(AdjustmentContent content, LotFact fact) {
        int index = indexOf(content.lines(), fact);
        String place = "/lines/" + index;
        return fact.lotNumber() == null
                ? place
                : place + "/lots/" + (content.lines().get(index).lots().size() - 1);
    }

    private static int indexOf(List<Line> lines, LotFact fact) {
        int number = lineNumber(fact);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).lineNumber() == number && lines.get(i).itemCode().equals(fact.itemCode())) {
                return i;
            }
        }
        return -1;
    }

    private static int lineNumber(LotFact fact) {
        return Objects.requireNonNullElse(fact.document().line(), 1);
    }

    private static AdjustmentContent head(LotEvent event, List<Line> lines) {
        LotFact fact = event.fact();
        return new AdjustmentContent(
                fact.document().number(),
                type(event),
                Objects.requireNonNull(fact.location()),
                Objects.requireNonNullElse(fact.reasonText(), ""),
                fact.references(),
                fact.occurredAt(),
                fact.recordedAt(),
                lines);
    }

    private static AdjustmentType type(LotEvent event) {
        AdjustmentReason reason = event instanceof LotAdjusted adjusted ? adjusted.reason() : null;
        return switch (reason) {
            case COUNT -> AdjustmentType.COUNT;
            case LOSS -> AdjustmentType.LOSS;
            case RECEIPT_CORRECTION -> AdjustmentType.RECEIPT_CORRECTION;
            case null, default ->
                throw new IllegalStateException(event.fact().link().eventId() + " is not of an adjustment here");
        };
    }
}
