package org.lotledger.ledger.rest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.ledger.trace.LotFlow;
import org.lotledger.ledger.trace.PartnerTotal;

/** A recall report as one table, to be sorted and filtered by its first column. */
final class RecallReportCsv {
    private RecallReportCsv() {}

    /** The lines so far. */
    private static final class Table {
        private final List<List<@Nullable Object>> lines = new ArrayList<>();

        private void line(@Nullable Object... cells) {
            lines.add(Arrays.asList(cells));
        }
    }

    static String of(RecallReport report) {
        Map<UUID, RecallReport.Lot> lots = new HashMap<>();
        report.lots().forEach(lot -> lots.put(lot.lotId(), lot));
        Table csv = new Table();
        csv.line(
                "section",
                "itemCode",
                "lotNumber",
                "lotId",
                "unit",
                "location",
                "partyRole",
                "partyCode",
                "partyName",
                "documentType",
                "documentNumber",
                "kind",
                "quantity",
                "occurredAt",
                "recordedAt",
                "detail");
        report.lots()
                .forEach(lot -> csv.line(lot(
                        lots,
                        lot.lotId(),
                        "LOT",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        lot.status(),
                        lot.onHand(),
                        null,
                        null,
                        completeTo(lot))));
        report.links()
                .forEach(link -> csv.line(lot(
                        lots,
                        link.to(),
                        "LINK",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        link.kind(),
                        link.quantity(),
                        null,
                        null,
                        "from " + link.from())));
        report.stock()
                .forEach(stock -> csv.line(lot(
                        lots,
                        stock.lotId(),
                        "STOCK",
                        stock.location(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        "ON_HAND",
                        stock.onHand(),
                        null,
                        null,
                        null)));
        report.customers().forEach(customer -> {
            customer.lots()
                    .forEach(part ->
                            csv.line(partner(lots, part.lotId(), "CUSTOMER", customer.party(), "NET", part.net())));
            documents(csv, lots, "CUSTOMER_DOCUMENT", customer.party(), customer.documents());
        });
        report.suppliers().forEach(supplier -> {
            supplier.lots()
                    .forEach(part ->
                            csv.line(partner(lots, part.lotId(), "SUPPLIER", supplier.party(), "NET", part.net())));
            documents(csv, lots, "SUPPLIER_DOCUMENT", supplier.party(), supplier.documents());
        });
        report.shippedAfterRecall()
                .forEach(shipped -> csv.line(lot(
                        lots,
                        shipped.lotId(),
                        "SHIPPED_AFTER_RECALL",
                        shipped.location(),
                        "CUSTOMER",
                        shipped.partyCode(),
                        shipped.partyName(),
                        "SHIPMENT",
                        shipped.shipmentNumber(),
                        LotFlow.Kind.SHIPPED,
                        shipped.quantity(),
                        shipped.occurredAt(),
                        shipped.recordedAt(),
                        "recalled " + shipped.recalledAt())));
        report.parked()
                .forEach(parked -> csv.line(
                        "PARKED",
                        null,
                        null,
                        parked.lotId(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        parked.reason(),
                        null,
                        null,
                        parked.parkedAt(),
                        parked.detail()));
        if (report.cutOff() != null) {
            csv.line(
                    "CUT_OFF",
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    report.cutOff());
        }
        return new String(CsvText.lines(csv.lines), StandardCharsets.UTF_8);
    }

    private static void documents(
            Table csv,
            Map<UUID, RecallReport.Lot> lots,
            String section,
            RecallReport.Partner party,
            List<PartnerTotal.Paper> papers) {
        papers.forEach(paper -> csv.line(lot(
                lots,
                paper.lotId(),
                section,
                null,
                party.role(),
                party.code(),
                party.name(),
                paper.type(),
                paper.number(),
                paper.kind(),
                paper.quantity(),
                paper.occurredAt(),
                null,
                null)));
    }

    private static @Nullable Object[] partner(
            Map<UUID, RecallReport.Lot> lots,
            UUID lotId,
            String section,
            RecallReport.Partner party,
            String kind,
            Object quantity) {
        return lot(
                lots,
                lotId,
                section,
                null,
                party.role(),
                party.code(),
                party.name(),
                null,
                null,
                kind,
                quantity,
                null,
                null,
                null);
    }

    /** The cells of a line: the section, the lot, and what is said of it. */
    private static @Nullable Object[] lot(
            Map<UUID, RecallReport.Lot> lots, UUID lotId, String section, @Nullable Object... said) {
        RecallReport.Lot lot = lots.get(lotId);
        @Nullable Object[] cells = new @Nullable Object[said.length + 5];
        cells[0] = section;
        cells[1] = lot == null ? null : lot.itemCode();
        cells[2] = lot == null ? null : lot.lotNumber();
        cells[3] = lotId;
        cells[4] = lot == null ? null : lot.unit();
        System.arraycopy(said, 0, cells, 5, said.length);
        return cells;
    }

    private static String completeTo(RecallReport.Lot lot) {
        return (lot.asked() ? "asked for; " : "") + "complete to " + lot.completeTo()
                + (lot.recalledAt() == null ? "" : "; recalled " + lot.recalledAt());
    }
}
