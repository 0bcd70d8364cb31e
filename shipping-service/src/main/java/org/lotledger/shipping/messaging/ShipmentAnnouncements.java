package org.lotledger.shipping.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.DocumentRef;
import org.lotledger.events.DocumentType;
import org.lotledger.events.LotFact;
import org.lotledger.events.Party;
import org.lotledger.events.PartyRole;
import org.lotledger.events.Quantity;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.store.Draft;
import org.lotledger.eventsourcing.store.Stamp;
import org.lotledger.shipping.shipment.LotPick;
import org.lotledger.shipping.shipment.Partner;
import org.lotledger.shipping.shipment.ShipmentContent;
import org.lotledger.shipping.shipment.ShipmentEvent;
import org.lotledger.shipping.shipment.ShipmentEvent.DepartureTakenBack;
import org.lotledger.shipping.shipment.ShipmentEvent.GoodsShipped;
import org.lotledger.shipping.shipment.ShipmentEvent.LotsNamed;
import org.lotledger.shipping.shipment.ShipmentEvent.ShipmentCreated;
import org.lotledger.shipping.shipment.ShipmentEvent.ShipmentEdited;
import org.lotledger.shipping.shipment.ShipmentEvent.ShipmentVoided;
import org.lotledger.shipping.shipment.ShipmentLine;
import org.lotledger.shipping.shipment.ShipmentPurpose;
import org.lotledger.shipping.stock.LotRef;

/** What others hear of a shipment: only goods that left, lot by lot. */
public final class ShipmentAnnouncements {
    /** Where a transfer goes, among the references of its events: receiving and the ledger look it up there. */
    private static final String TO_LOCATION = "toLocation";

    private ShipmentAnnouncements() {}

    /** The public events that a private one makes, in the order of the document. */
    public static List<Draft> of(ShipmentEvent event, Stamp stamp) {
        return switch (event) {
            case ShipmentCreated created -> List.of();
            case ShipmentEdited edited -> List.of();
            case LotsNamed named -> List.of();
            case ShipmentVoided voided -> List.of();
            case GoodsShipped shipped -> shipped(shipped, stamp);
            case DepartureTakenBack(var lost, var place) -> List.of(LotDrafts.again(lost, place));
        };
    }

    private static List<Draft> shipped(GoodsShipped shipped, Stamp stamp) {
        List<Draft> drafts = new ArrayList<>();
        List<ShipmentLine> lines = shipped.content().lines();
        for (int i = 0; i < lines.size(); i++) {
            ShipmentLine line = lines.get(i);
            String place = "/lines/" + i;
            if (line.lotTracked()) {
                for (int j = 0; j < line.lots().size(); j++) {
                    LotPick pick = line.lots().get(j);
                    drafts.add(shipped(shipped, line, pick, pick.quantity(), place + "/lots/" + j, stamp));
                }
            } else if (line.inventoried()) {
                drafts.add(shipped(shipped, line, null, line.quantity(), place, stamp));
            }
        }
        return drafts;
    }

    private static Draft shipped(
            GoodsShipped shipped,
            ShipmentLine line,
            @Nullable LotPick pick,
            Quantity quantity,
            String place,
            Stamp stamp) {
        ShipmentContent content = shipped.content();
        LotRef ref = new LotRef(line.itemCode(), pick == null ? null : pick.lotNumber());
        long receivedUpTo = shipped.receivedUpTo().getOrDefault(ref.lotId(), 0L);
        return LotDrafts.left(
                ref,
                reason(content.purpose()),
                place,
                link -> new LotFact(
                        link,
                        ref.lotId(),
                        ref.itemCode(),
                        ref.lotNumber(),
                        pick == null ? null : pick.expirationDate(),
                        quantity.negate(),
                        line.unit(),
                        pick == null ? content.location() : pick.location(),
                        new DocumentRef(DocumentType.SHIPMENT, content.shipmentNumber(), line.lineNumber()),
                        party(content),
                        references(content),
                        pick == null ? null : pick.overrideReason(),
                        Objects.requireNonNull(content.occurredAt()),
                        content.recordedAt(),
                        stamp.actor(),
                        null,
                        receivedUpTo == 0 ? Map.of() : Map.of(Source.RECEIVING.wireName(), receivedUpTo)));
    }

    /** Null for what has an event type of its own. */
    private static @Nullable AdjustmentReason reason(ShipmentPurpose purpose) {
        return switch (purpose) {
            case CUSTOMER -> null;
            case SUPPLIER_RETURN -> AdjustmentReason.SUPPLIER_RETURN;
            case TRANSFER -> AdjustmentReason.TRANSFER_OUT;
            case ASSEMBLY -> AdjustmentReason.ASSEMBLY_ISSUE;
        };
    }

    private static @Nullable Party party(ShipmentContent content) {
        Partner partner = content.party();
        PartyRole role = content.purpose().partyRole();
        return partner == null || role == null ? null : new Party(role, partner.code(), partner.name(), partner.gln());
    }

    private static Map<String, String> references(ShipmentContent content) {
        Map<String, String> references = new TreeMap<>(content.references());
        if (content.toLocation() != null) {
            references.put(TO_LOCATION, content.toLocation());
        }
        return references;
    }
}
