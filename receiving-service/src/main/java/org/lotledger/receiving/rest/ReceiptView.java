package org.lotledger.receiving.rest;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Address;
import org.lotledger.events.LotNumber;
import org.lotledger.events.PartyRole;
import org.lotledger.events.Quantity;
import org.lotledger.receiving.lot.LotRef;
import org.lotledger.receiving.lot.Warning;
import org.lotledger.receiving.persistence.ReceiptViews;
import org.lotledger.receiving.persistence.Receipts;
import org.lotledger.receiving.receipt.BusinessPartner;
import org.lotledger.receiving.receipt.LotEntry;
import org.lotledger.receiving.receipt.Receipt;
import org.lotledger.receiving.receipt.ReceiptContent;
import org.lotledger.receiving.receipt.ReceiptLine;
import org.lotledger.receiving.receipt.ReceiptSource;

/**
 * A receipt as callers see it.
 *
 * @param party null where no business partner takes part
 * @param problems what forbids receiving it now, as far as it is not told on its lines
 * @param warnings what is odd about it, though nothing forbids it; told by commands only
 */
public record ReceiptView(
        String receiptNumber,
        Receipt.Status status,
        ReceiptSource source,
        @Nullable PartyView party,
        String location,
        Map<String, String> references,
        @Nullable LocalDate expectedOn,
        @Nullable Instant occurredAt,
        Instant recordedAt,
        List<LineView> lines,
        List<ProblemView> problems,
        List<ProblemView> warnings) {

    /** Who delivers, or sends back. */
    public record PartyView(
            PartyRole role,
            String code,
            @Nullable String name,
            @Nullable String gln,
            @Nullable Address address) {
        static @Nullable PartyView of(ReceiptContent content) {
            PartyRole role = content.source().partyRole();
            BusinessPartner partner = content.party();
            return role == null || partner == null
                    ? null
                    : new PartyView(role, partner.code(), partner.name(), partner.gln(), partner.address());
        }
    }

    /**
     * A line with the problems that forbid receiving it now.
     *
     * @param eventId the public event of an untracked line; null for tracked ones, and until received
     */
    public record LineView(
            int lineNumber,
            String itemCode,
            Quantity quantity,
            String unit,
            boolean lotTracked,
            ReceiptLine.Entry lotEntry,
            boolean acceptExpired,
            @Nullable String acceptReason,
            List<LotView> lots,
            @Nullable String eventId,
            List<ProblemView> problems) {}

    /** A lot; eventId is null until received. */
    public record LotView(
            LotNumber lotNumber,
            UUID lotId,
            @Nullable LocalDate expirationDate,
            Quantity quantity,
            String location,
            @Nullable String eventId) {}

    /** As a command left it. */
    static ReceiptView of(Receipts.Outcome outcome) {
        return of(outcome.shown(), outcome.warnings());
    }

    /** As it is looked at. */
    static ReceiptView of(ReceiptViews.Shown shown) {
        return of(shown, List.of());
    }

    private static ReceiptView of(ReceiptViews.Shown shown, List<Warning> warnings) {
        ReceiptContent content = shown.receipt().content();
        List<LineView> lines = new ArrayList<>();
        for (int i = 0; i < content.lines().size(); i++) {
            lines.add(line(content.lines().get(i), "/lines/" + i, shown));
        }
        return new ReceiptView(
                content.receiptNumber(),
                shown.receipt().status(),
                content.source(),
                PartyView.of(content),
                content.location(),
                content.references(),
                content.expectedOn(),
                content.occurredAt(),
                content.recordedAt(),
                lines,
                shown.problems().stream()
                        .filter(problem -> !problem.pointer().startsWith("/lines/"))
                        .map(ProblemView::of)
                        .toList(),
                warnings.stream().map(ProblemView::of).toList());
    }

    private static LineView line(ReceiptLine line, String place, ReceiptViews.Shown shown) {
        List<LotView> lots = new ArrayList<>();
        for (int j = 0; j < line.lots().size(); j++) {
            LotEntry lot = line.lots().get(j);
            lots.add(new LotView(
                    lot.lotNumber(),
                    new LotRef(line.itemCode(), lot.lotNumber()).lotId(),
                    lot.expirationDate(),
                    lot.quantity(),
                    lot.location(),
                    shown.eventIds().get(place + "/lots/" + j)));
        }
        return new LineView(
                line.lineNumber(),
                line.itemCode(),
                line.quantity(),
                line.unit(),
                line.lotTracked(),
                line.lotEntry(),
                line.acceptExpired(),
                line.acceptReason(),
                lots,
                shown.eventIds().get(place),
                shown.problems().stream()
                        .filter(problem -> problem.pointer().startsWith(place + "/"))
                        .map(ProblemView::of)
                        .toList());
    }
}
