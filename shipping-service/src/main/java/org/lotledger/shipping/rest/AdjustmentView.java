package org.lotledger.shipping.rest;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Quantity;
import org.lotledger.shipping.adjustment.AdjustmentContent;
import org.lotledger.shipping.adjustment.AdjustmentType;
import org.lotledger.shipping.persistence.Adjustments;
import org.lotledger.shipping.stock.LotRef;

/**
 * An adjustment as callers see it; its quantities are what was taken out.
 *
 * @param warnings what the command has to say that made this answer
 */
public record AdjustmentView(
        String adjustmentNumber,
        AdjustmentType type,
        String location,
        String reason,
        Map<String, String> references,
        Instant occurredAt,
        Instant recordedAt,
        List<LineView> lines,
        List<ProblemView> warnings) {

    /** An item; eventId is the public event of an untracked one, null for tracked ones. */
    public record LineView(
            int lineNumber,
            String itemCode,
            Quantity quantity,
            String unit,
            boolean lotTracked,
            List<LotView> lots,
            @Nullable String eventId,
            @Nullable Quantity countedQuantity,
            @Nullable Quantity systemQuantity) {}

    /** A lot with its public event. */
    public record LotView(
            LotNumber lotNumber,
            UUID lotId,
            @Nullable LocalDate expirationDate,
            Quantity quantity,
            @Nullable String eventId) {}

    static AdjustmentView of(Adjustments.Shown shown) {
        AdjustmentContent content = shown.adjustment();
        List<LineView> lines = new ArrayList<>();
        for (int i = 0; i < content.lines().size(); i++) {
            AdjustmentContent.Line line = content.lines().get(i);
            String place = "/lines/" + i;
            List<LotView> lots = new ArrayList<>();
            for (int j = 0; j < line.lots().size(); j++) {
                AdjustmentContent.Lot lot = line.lots().get(j);
                lots.add(new LotView(
                        lot.lotNumber(),
                        new LotRef(line.itemCode(), lot.lotNumber()).lotId(),
                        lot.expirationDate(),
                        lot.quantity(),
                        shown.eventIds().get(place + "/lots/" + j)));
            }
            lines.add(new LineView(
                    line.lineNumber(),
                    line.itemCode(),
                    line.quantity(),
                    line.unit(),
                    line.lotTracked(),
                    lots,
                    shown.eventIds().get(place),
                    line.countedQuantity(),
                    line.systemQuantity()));
        }
        return new AdjustmentView(
                content.adjustmentNumber(),
                content.type(),
                content.location(),
                content.reason(),
                content.references(),
                content.occurredAt(),
                content.recordedAt(),
                lines,
                List.of());
    }
}
