package org.lotledger.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.DocumentRef;
import org.lotledger.events.DocumentType;
import org.lotledger.events.EventLink;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.events.LotReceived;
import org.lotledger.events.LotShipped;
import org.lotledger.events.Party;
import org.lotledger.events.Quantity;
import org.lotledger.events.Source;

/** A lot event in the making: everything has a harmless value until the test says otherwise. */
public final class LotDraft {
    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final TestLot lot;
    private final AdjustmentReason reason;
    private final Source source;
    private final boolean shipped;
    private Quantity quantity;
    private LocalDate expirationDate;
    private String unit = "EA";
    private String location = "MAIN";
    private DocumentRef document = new DocumentRef(DocumentType.RECEIPT, "R-1", 1);
    private Party party;
    private final Map<String, String> references = new TreeMap<>();
    private String reasonText;
    private Instant occurredAt = NOON;
    private Instant recordedAt = NOON.plusSeconds(60);
    private String corrects;
    private final Map<String, Long> basedOn = new TreeMap<>();

    private LotDraft(TestLot lot, Source source, AdjustmentReason reason, boolean shipped, Quantity quantity) {
        this.lot = lot;
        this.source = source;
        this.reason = reason;
        this.shipped = shipped;
        this.quantity = quantity;
    }

    public static LotDraft received(TestLot lot, String quantity) {
        return new LotDraft(lot, Source.RECEIVING, null, false, Quantity.of(quantity));
    }

    public static LotDraft shipped(TestLot lot, String quantity) {
        return new LotDraft(
                        lot, Source.SHIPPING, null, true, Quantity.of(quantity).negate())
                .document(DocumentType.SHIPMENT, "S-1", 1);
    }

    /** The quantity is signed. */
    public static LotDraft adjusted(TestLot lot, Source source, AdjustmentReason reason, String quantity) {
        return new LotDraft(lot, source, reason, false, Quantity.of(quantity))
                .document(DocumentType.ADJUSTMENT, "A-1", 1);
    }

    public static LotDraft hold(TestLot lot, AdjustmentReason reason, String holdId) {
        return new LotDraft(lot, Source.ITEM_CATALOG, reason, false, Quantity.ZERO)
                .document(DocumentType.LOT_HOLD, holdId, null)
                .at(null);
    }

    public LotDraft at(String location) {
        this.location = location;
        return this;
    }

    public LotDraft unit(String unit) {
        this.unit = unit;
        return this;
    }

    public LotDraft expires(LocalDate date) {
        this.expirationDate = date;
        return this;
    }

    public LotDraft document(DocumentType type, String number, Integer line) {
        this.document = new DocumentRef(type, number, line);
        return this;
    }

    public LotDraft party(Party party) {
        this.party = party;
        return this;
    }

    public LotDraft reference(String name, String value) {
        references.put(name, value);
        return this;
    }

    public LotDraft because(String text) {
        this.reasonText = text;
        return this;
    }

    public LotDraft happened(Instant when) {
        this.occurredAt = when;
        return this;
    }

    public LotDraft recorded(Instant when) {
        this.recordedAt = when;
        return this;
    }

    public LotDraft corrects(String eventId) {
        this.corrects = eventId;
        return this;
    }

    public LotDraft basedOn(Source other, long sequence) {
        basedOn.put(other.wireName(), sequence);
        return this;
    }

    public Source source() {
        return source;
    }

    public String key() {
        return lot.id().toString();
    }

    public LotEvent event(EventLink link) {
        LotFact fact = new LotFact(
                link,
                lot.id(),
                lot.itemCode(),
                lot.lotNumber(),
                expirationDate,
                quantity,
                unit,
                location,
                document,
                party,
                references,
                reasonText,
                occurredAt,
                recordedAt,
                "carla",
                corrects,
                basedOn);
        if (reason != null) {
            return new LotAdjusted(reason, fact);
        }
        return shipped ? new LotShipped(fact) : new LotReceived(fact);
    }

    /** The event as the first of its chain. */
    public LotEvent event() {
        return event(new EventLink(source.wireName() + "." + key() + ".1", null));
    }
}
