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
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.receiving.lot.LotRef;
import org.lotledger.receiving.persistence.Receipts;
import org.lotledger.receiving.receipt.LotEntry;
import org.lotledger.receiving.receipt.Receipt;
import org.lotledger.receiving.receipt.ReceiptContent;
import org.lotledger.receiving.receipt.ReceiptLine;
import org.lotledger.receiving.receipt.ReceiptSource;
import org.lotledger.receiving.receipt.Supplier;

/** A receipt as callers see it. */
public record ReceiptView(
        String receiptNumber,
        Receipt.Status status,
        ReceiptSource source,
        PartyView party,
        String location,
        Map<String, String> references,
        @Nullable LocalDate expectedOn,
        @Nullable Instant occurredAt,
        Instant recordedAt,
        List<LineView> lines,
        List<ProblemView> problems) {

    /** Who delivers. */
    public record PartyView(
            PartyRole role,
            String code,
            @Nullable String name,
            @Nullable String gln,
            @Nullable Address address) {
        static PartyView of(Supplier supplier) {
            return new PartyView(
                    PartyRole.SUPPLIER, supplier.code(), supplier.name(), supplier.gln(), supplier.address());
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

    /** What forbids receiving, with a pointer into this document. */
    public record ProblemView(String code, String pointer, String detail) {
        static ProblemView of(Violation violation) {
            return new ProblemView(violation.code().name(), violation.pointer(), violation.detail());
        }
    }

    static ReceiptView of(Receipts.Shown shown) {
        ReceiptContent content = shown.receipt().content();
        List<LineView> lines = new ArrayList<>();
        for (int i = 0; i < content.lines().size(); i++) {
            lines.add(line(content.lines().get(i), "/lines/" + i, shown));
        }
        return new ReceiptView(
                content.receiptNumber(),
                shown.receipt().status(),
                content.source(),
                PartyView.of(content.party()),
                content.location(),
                content.references(),
                content.expectedOn(),
                content.occurredAt(),
                content.recordedAt(),
                lines,
                shown.problems().stream()
                        .filter(problem -> !problem.pointer().startsWith("/lines/"))
                        .map(ProblemView::of)
                        .toList());
    }

    private static LineView line(ReceiptLine line, String place, Receipts.Shown shown) {
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
