package org.lotledger.shipping.shipment;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.events.LotReceived;
import org.lotledger.events.LotShipped;
import org.lotledger.events.Party;

/**
 * A shipment as its public events tell it, after the store had lost it (docs/decisions/0020): what left, to whom and why.
 * What they do not tell is as it was when the shipment was still pending here, or as if nobody had said anything.
 */
public final class TakenBack {
    /** Where a transfer goes stands among the references of its events. */
    private static final String TO_LOCATION = "toLocation";

    private TakenBack() {}

    /** The shipment with one more lot, or one more untracked line, that left. */
    static Shipment.Shipped with(Shipment before, LotEvent event) {
        LotFact fact = event.fact();
        ShipmentContent head = before instanceof Shipment.Shipped(var content) ? content : head(before, event);
        List<ShipmentLine> lines = new ArrayList<>(head.lines());
        int index = indexOf(lines, fact);
        if (index < 0) {
            lines.add(line(fact, picks(fact)));
        } else {
            ShipmentLine line = lines.get(index);
            List<LotPick> picks = new ArrayList<>(line.lots());
            picks.addAll(picks(fact));
            lines.set(
                    index,
                    new ShipmentLine(
                            line.lineNumber(),
                            line.itemCode(),
                            line.quantity().minus(fact.quantityChange()),
                            line.unit(),
                            line.lotTracked(),
                            true,
                            picks));
        }
        return new Shipment.Shipped(head.withLines(lines));
    }

    /** Where the event that was taken back last stands in the document. */
    public static String placeOf(ShipmentContent content, LotFact fact) {
        int index = indexOf(content.lines(), fact);
        String place = "/lines/" + index;
        return fact.lotNumber() == null
                ? place
                : place + "/lots/" + (content.lines().get(index).lots().size() - 1);
    }

    private static int indexOf(List<ShipmentLine> lines, LotFact fact) {
        int number = lineNumber(fact);
        for (int i = 0; i < lines.size(); i++) {
            ShipmentLine line = lines.get(i);
            if (line.lineNumber() == number && line.itemCode().equals(fact.itemCode())) {
                return i;
            }
        }
        return -1;
    }

    private static int lineNumber(LotFact fact) {
        return Objects.requireNonNullElse(fact.document().line(), 1);
    }

    private static ShipmentLine line(LotFact fact, List<LotPick> picks) {
        return new ShipmentLine(
                lineNumber(fact),
                fact.itemCode(),
                fact.quantityChange().negate(),
                fact.unit(),
                fact.lotNumber() != null,
                true,
                picks);
    }

    private static List<LotPick> picks(LotFact fact) {
        return fact.lotNumber() == null
                ? List.of()
                : List.of(new LotPick(
                        fact.lotNumber(),
                        fact.expirationDate(),
                        fact.quantityChange().negate(),
                        Objects.requireNonNull(fact.location()),
                        fact.reasonText()));
    }

    private static ShipmentContent head(Shipment before, LotEvent event) {
        LotFact fact = event.fact();
        ShipmentContent pending = before instanceof Shipment.Existing existing ? existing.content() : null;
        Map<String, String> references = new TreeMap<>(fact.references());
        String toLocation = references.remove(TO_LOCATION);
        return new ShipmentContent(
                fact.document().number(),
                purpose(event),
                partner(fact.party(), pending == null ? null : pending.party()),
                Objects.requireNonNull(fact.location()),
                toLocation,
                references,
                pending == null ? fact.occurredAt().atOffset(ZoneOffset.UTC).toLocalDate() : pending.deliverOn(),
                pending == null ? 0 : pending.minimumRemainingDays(),
                fact.occurredAt(),
                fact.recordedAt(),
                List.of());
    }

    private static @Nullable Partner partner(@Nullable Party party, @Nullable Partner before) {
        if (party == null) {
            return null;
        }
        return new Partner(
                party.code(),
                party.name(),
                party.gln(),
                before != null && before.code().equals(party.code()) ? before.address() : null);
    }

    private static ShipmentPurpose purpose(LotEvent event) {
        return switch (event) {
            case LotShipped shipped -> ShipmentPurpose.CUSTOMER;
            case LotAdjusted(var reason, var fact) ->
                switch (reason) {
                    case SUPPLIER_RETURN -> ShipmentPurpose.SUPPLIER_RETURN;
                    case TRANSFER_OUT -> ShipmentPurpose.TRANSFER;
                    case ASSEMBLY_ISSUE -> ShipmentPurpose.ASSEMBLY;
                    default -> throw noShipment(event);
                };
            case LotReceived received -> throw noShipment(event);
        };
    }

    private static IllegalStateException noShipment(LotEvent event) {
        return new IllegalStateException(event.link().eventId() + " is not of a shipment");
    }
}
