package org.lotledger.shipping.rest;

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
import org.lotledger.shipping.persistence.ShipmentViews.Shown;
import org.lotledger.shipping.shipment.LotPick;
import org.lotledger.shipping.shipment.Partner;
import org.lotledger.shipping.shipment.Shipment;
import org.lotledger.shipping.shipment.ShipmentContent;
import org.lotledger.shipping.shipment.ShipmentLine;
import org.lotledger.shipping.shipment.ShipmentPurpose;
import org.lotledger.shipping.stock.LotRef;

/**
 * A shipment as callers see it.
 *
 * @param party null when the goods stay with us
 * @param toLocation where a transfer goes; null for every other purpose
 * @param problems what forbids shipping it now, as far as it does not concern a line
 * @param warnings what the command has to say that made this answer
 */
public record ShipmentView(
        String shipmentNumber,
        Shipment.Status status,
        ShipmentPurpose purpose,
        @Nullable PartyView party,
        String location,
        @Nullable String toLocation,
        Map<String, String> references,
        LocalDate deliverOn,
        int minimumRemainingDays,
        @Nullable Instant occurredAt,
        Instant recordedAt,
        List<LineView> lines,
        List<ProblemView> problems,
        List<ProblemView> warnings) {

    /** Who gets the goods. */
    public record PartyView(
            PartyRole role,
            String code,
            @Nullable String name,
            @Nullable String gln,
            @Nullable Address address) {
        static @Nullable PartyView of(ShipmentContent content) {
            Partner partner = content.party();
            PartyRole role = content.purpose().partyRole();
            return partner == null || role == null
                    ? null
                    : new PartyView(role, partner.code(), partner.name(), partner.gln(), partner.address());
        }
    }

    /**
     * A line with the problems that forbid shipping it now.
     *
     * @param openQuantity what still needs a lot; 0 where none is needed
     * @param eventId the public event of an untracked line; null for tracked ones, and until shipped
     */
    public record LineView(
            int lineNumber,
            String itemCode,
            Quantity quantity,
            String unit,
            boolean lotTracked,
            ShipmentLine.Entry lotEntry,
            Quantity openQuantity,
            List<LotView> lots,
            @Nullable String eventId,
            List<ProblemView> problems) {}

    /** A lot; eventId is null until shipped. */
    public record LotView(
            LotNumber lotNumber,
            UUID lotId,
            @Nullable LocalDate expirationDate,
            Quantity quantity,
            String location,
            @Nullable String overrideReason,
            @Nullable String eventId) {}

    static ShipmentView of(Shown shown) {
        return of(shown, List.of());
    }

    static ShipmentView of(Shown shown, List<Violation> warnings) {
        ShipmentContent content = shown.shipment().content();
        List<LineView> lines = new ArrayList<>();
        for (int i = 0; i < content.lines().size(); i++) {
            lines.add(line(content.lines().get(i), "/lines/" + i, shown));
        }
        return new ShipmentView(
                content.shipmentNumber(),
                shown.shipment().status(),
                content.purpose(),
                PartyView.of(content),
                content.location(),
                content.toLocation(),
                content.references(),
                content.deliverOn(),
                content.minimumRemainingDays(),
                content.occurredAt(),
                content.recordedAt(),
                lines,
                shown.problems().stream()
                        .filter(problem -> !problem.pointer().startsWith("/lines/"))
                        .map(ProblemView::of)
                        .toList(),
                warnings.stream().map(ProblemView::of).toList());
    }

    private static LineView line(ShipmentLine line, String place, Shown shown) {
        List<LotView> lots = new ArrayList<>();
        for (int j = 0; j < line.lots().size(); j++) {
            LotPick pick = line.lots().get(j);
            lots.add(new LotView(
                    pick.lotNumber(),
                    new LotRef(line.itemCode(), pick.lotNumber()).lotId(),
                    pick.expirationDate(),
                    pick.quantity(),
                    pick.location(),
                    pick.overrideReason(),
                    shown.eventIds().get(place + "/lots/" + j)));
        }
        return new LineView(
                line.lineNumber(),
                line.itemCode(),
                line.quantity(),
                line.unit(),
                line.lotTracked(),
                line.lotEntry(),
                line.openQuantity(),
                lots,
                shown.eventIds().get(place),
                shown.problems().stream()
                        .filter(problem -> problem.pointer().startsWith(place + "/"))
                        .map(ProblemView::of)
                        .toList());
    }
}
