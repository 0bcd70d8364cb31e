package org.lotledger.ledger.rest;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.PartyRole;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.inbox.ParkedRecord;
import org.lotledger.ledger.lot.LotStatus;
import org.lotledger.ledger.persistence.LotRow;
import org.lotledger.ledger.persistence.RecallReports;
import org.lotledger.ledger.trace.LotFlow;
import org.lotledger.ledger.trace.LotLink;
import org.lotledger.ledger.trace.MassBalance;
import org.lotledger.ledger.trace.PartnerTotal;

/**
 * What a recall must know: the lots asked for, everything made of them, and what was recorded as them.
 *
 * @param massBalance of the lots asked for together; null if their units differ
 * @param completeTo the last event of each source that is in here, of the lots asked for the lowest; each lot has its own
 * @param parked events of these lots that have arrived and are not in here yet
 * @param cutOff null: the report is complete; else why it is not
 */
public record RecallReport(
        List<Lot> lots,
        List<Link> links,
        List<Stock> stock,
        List<Customer> customers,
        List<Supplier> suppliers,
        List<RecallReports.ShippedAfter> shippedAfterRecall,
        @Nullable MassBalance massBalance,
        Map<String, Long> completeTo,
        List<Parked> parked,
        @Nullable String cutOff) {

    /**
     * A lot of the report.
     *
     * @param asked whether it was asked for; if not it belongs to one that was
     * @param recalledAt since when it may not leave: the first recall in force of it, or of what is in it
     * @param completeTo the last event of each source that is in here
     */
    public record Lot(
            UUID lotId,
            String itemCode,
            @Nullable String description,
            @Nullable String gtin,
            @Nullable String lotNumber,
            @Nullable LocalDate expirationDate,
            LotStatus status,
            String unit,
            BigDecimal onHand,
            boolean asked,
            @Nullable Instant recalledAt,
            @Nullable MassBalance massBalance,
            Map<String, Long> completeTo) {}

    /** Why a lot is in the report: it was made of another, or recorded as another. */
    public record Link(UUID from, UUID to, LotLink.Kind kind, Quantity quantity) {}

    /** What is left of a lot at a place. */
    public record Stock(UUID lotId, String location, Quantity onHand) {}

    /** A business partner. */
    public record Partner(
            PartyRole role,
            String code,
            @Nullable String name,
            @Nullable String gln) {}

    /** A customer and what went there; sums over lots of different units mean nothing, the parts by lot do. */
    public record Customer(
            Partner party,
            Quantity shipped,
            Quantity returned,
            Quantity net,
            List<CustomerLot> lots,
            List<PartnerTotal.Paper> documents,
            long documentCount) {}

    /** Of one lot, in its unit. */
    public record CustomerLot(UUID lotId, Quantity shipped, Quantity returned, Quantity net) {}

    /** A supplier and what came from there. */
    public record Supplier(
            Partner party,
            Quantity received,
            Quantity returned,
            Quantity net,
            List<SupplierLot> lots,
            List<PartnerTotal.Paper> documents,
            long documentCount) {}

    /** Of one lot, in its unit. */
    public record SupplierLot(UUID lotId, Quantity received, Quantity returned, Quantity net) {}

    /** An event that waits, or a record of a lot that is no event. */
    public record Parked(
            @Nullable String lotId,
            @Nullable String source,
            @Nullable Long sequence,
            String reason,
            String detail,
            Instant parkedAt) {

        static Parked of(ParkedRecord record) {
            return new Parked(
                    record.key(),
                    record.source(),
                    record.sequence(),
                    record.reason(),
                    record.detail(),
                    record.parkedAt());
        }
    }

    static RecallReport of(List<UUID> askedFor, RecallReports.Material material) {
        Set<UUID> asked = new HashSet<>(askedFor);
        return new RecallReport(
                material.lots().stream()
                        .map(row -> lot(row, asked.contains(row.lotId()), material))
                        .toList(),
                material.links().stream()
                        .map(link -> new Link(link.from(), link.to(), link.kind(), link.quantity()))
                        .toList(),
                stock(material),
                PartnerTotal.of(material.flows(), LotFlow.Kind.SHIPPED, LotFlow.Kind.CUSTOMER_RETURN).stream()
                        .map(RecallReport::customer)
                        .toList(),
                PartnerTotal.of(material.flows(), LotFlow.Kind.RECEIVED, LotFlow.Kind.SUPPLIER_RETURN).stream()
                        .map(RecallReport::supplier)
                        .toList(),
                material.shippedAfterRecall(),
                together(asked, material),
                lowest(asked, material),
                material.parked().stream().map(Parked::of).toList(),
                material.cutOff() ? String.format(Locale.ROOT, TraceAnswer.CUT_OFF, RecallReports.LOTS_MAX) : null);
    }

    private static Lot lot(LotRow row, boolean asked, RecallReports.Material material) {
        return new Lot(
                row.lotId(),
                row.itemCode(),
                row.description(),
                row.gtin(),
                row.lotNumber(),
                row.expirationDate(),
                row.status(),
                row.unit(),
                row.onHand(),
                asked,
                material.recalledAt().get(row.lotId()),
                material.massBalances().get(row.lotId()),
                material.completeTo().getOrDefault(row.lotId(), Map.of()));
    }

    private static List<Stock> stock(RecallReports.Material material) {
        List<Stock> stock = new ArrayList<>();
        material.lots()
                .forEach(lot -> material.stock()
                        .getOrDefault(lot.lotId(), Map.of())
                        .forEach((location, onHand) -> stock.add(new Stock(lot.lotId(), location, onHand))));
        return stock;
    }

    private static Customer customer(PartnerTotal total) {
        return new Customer(
                new Partner(PartyRole.CUSTOMER, total.code(), total.name(), total.gln()),
                total.moved(),
                total.returned(),
                total.net(),
                total.lots().stream()
                        .map(lot -> new CustomerLot(lot.lotId(), lot.moved(), lot.returned(), lot.net()))
                        .toList(),
                total.papers(),
                total.paperCount());
    }

    private static Supplier supplier(PartnerTotal total) {
        return new Supplier(
                new Partner(PartyRole.SUPPLIER, total.code(), total.name(), total.gln()),
                total.moved(),
                total.returned(),
                total.net(),
                total.lots().stream()
                        .map(lot -> new SupplierLot(lot.lotId(), lot.moved(), lot.returned(), lot.net()))
                        .toList(),
                total.papers(),
                total.paperCount());
    }

    private static @Nullable MassBalance together(Set<UUID> asked, RecallReports.Material material) {
        List<LotRow> rows = material.lots().stream()
                .filter(row -> asked.contains(row.lotId()))
                .toList();
        if (rows.stream().map(LotRow::unit).distinct().count() > 1) {
            return null;
        }
        return rows.stream()
                .map(row -> Objects.requireNonNull(material.massBalances().get(row.lotId())))
                .reduce(MassBalance::plus)
                .orElse(null);
    }

    /** A source that has said nothing of one of the lots is complete to 0. */
    private static Map<String, Long> lowest(Set<UUID> asked, RecallReports.Material material) {
        Map<String, Long> lowest = new TreeMap<>();
        asked.forEach(lot -> material.completeTo()
                .getOrDefault(lot, Map.of())
                .forEach((source, sequence) -> lowest.put(source, 0L)));
        lowest.replaceAll((source, none) -> asked.stream()
                .mapToLong(
                        lot -> material.completeTo().getOrDefault(lot, Map.of()).getOrDefault(source, 0L))
                .min()
                .orElse(0));
        return lowest;
    }
}
