package org.lotledger.ledger;

import static org.lotledger.ledger.LedgerClient.ask;

import java.util.ArrayList;
import java.util.List;
import org.lotledger.events.Address;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.DocumentType;
import org.lotledger.events.ItemChanged;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.ItemType;
import org.lotledger.events.LocationChanged;
import org.lotledger.events.Party;
import org.lotledger.events.PartyRole;
import org.lotledger.events.Source;
import org.lotledger.ledger.TestAnnouncer.Announced;

/** Movements as the writers announce them, in short words; nothing is sent before {@link #settle}. */
public final class Warehouse {
    private final TestAnnouncer announcer;
    private final List<Announced> announced = new ArrayList<>();

    public Warehouse(TestAnnouncer announcer) {
        this.announcer = announcer;
    }

    /** An item of the catalog; gtin is null if it has none. */
    public Announced item(String itemCode, String description, String unit, String gtin) {
        return add(announcer.announceItem(
                itemCode,
                link -> new ItemChanged(
                        link,
                        itemCode,
                        description,
                        ItemType.INVENTORIED,
                        unit,
                        6,
                        gtin,
                        null,
                        true,
                        true,
                        null,
                        null,
                        ItemStatus.ACTIVE,
                        List.of(),
                        link.id().sequence(),
                        LotDraft.NOON,
                        "anna")));
    }

    /** A place of the catalog; gln and address are null if it has none. */
    public Announced location(String location, String name, String gln, Address address) {
        return add(announcer.announceLocation(
                location,
                link -> new LocationChanged(
                        link, location, name, gln, address, true, link.id().sequence(), LotDraft.NOON, "anna")));
    }

    private Announced add(Announced one) {
        announced.add(one);
        return one;
    }

    public Announced add(LotDraft draft) {
        Announced one = announcer.announce(draft);
        announced.add(one);
        return one;
    }

    public Announced receive(TestLot lot, String quantity, String receipt, String supplier) {
        return add(LotDraft.received(lot, quantity)
                .document(DocumentType.RECEIPT, receipt, 1)
                .party(new Party(PartyRole.SUPPLIER, supplier, "Supplier " + supplier, null)));
    }

    public Announced ship(TestLot lot, String quantity, String shipment, String customer) {
        return add(LotDraft.shipped(lot, quantity)
                .document(DocumentType.SHIPMENT, shipment, 1)
                .party(new Party(PartyRole.CUSTOMER, customer, "Customer " + customer, "4012345000016")));
    }

    public Announced takeBack(TestLot lot, String quantity, String receipt, String shipment, String customer) {
        return add(LotDraft.adjusted(lot, Source.RECEIVING, AdjustmentReason.CUSTOMER_RETURN, quantity)
                .document(DocumentType.RECEIPT, receipt, 1)
                .reference("shipment", shipment)
                .party(new Party(PartyRole.CUSTOMER, customer, null, null)));
    }

    public Announced sendBack(TestLot lot, String quantity, String shipment, String receipt, String supplier) {
        return add(LotDraft.adjusted(lot, Source.SHIPPING, AdjustmentReason.SUPPLIER_RETURN, "-" + quantity)
                .document(DocumentType.SHIPMENT, shipment, 1)
                .reference("receipt", receipt)
                .party(new Party(PartyRole.SUPPLIER, supplier, null, null)));
    }

    public Announced issue(TestLot lot, String quantity, String assembly) {
        return add(LotDraft.adjusted(lot, Source.SHIPPING, AdjustmentReason.ASSEMBLY_ISSUE, "-" + quantity)
                .document(DocumentType.SHIPMENT, "S-" + assembly, 1)
                .reference("assembly", assembly));
    }

    public Announced unissue(TestLot lot, String quantity, String assembly) {
        return add(LotDraft.adjusted(lot, Source.RECEIVING, AdjustmentReason.ASSEMBLY_UNISSUE, quantity)
                .document(DocumentType.RECEIPT, "U-" + assembly, 1)
                .reference("assembly", assembly));
    }

    public Announced assemble(TestLot lot, String quantity, String assembly) {
        return add(LotDraft.adjusted(lot, Source.RECEIVING, AdjustmentReason.ASSEMBLY_OUTPUT, quantity)
                .document(DocumentType.RECEIPT, "R-" + assembly, 1)
                .reference("assembly", assembly));
    }

    public Announced correctReceipt(TestLot lot, String quantity, String receipt) {
        return add(LotDraft.adjusted(lot, Source.SHIPPING, AdjustmentReason.RECEIPT_CORRECTION, "-" + quantity)
                .document(DocumentType.ADJUSTMENT, "SA-" + receipt, 1)
                .reference("receipt", receipt));
    }

    public Announced correctShipment(TestLot lot, String quantity, String shipment) {
        return add(LotDraft.adjusted(lot, Source.RECEIVING, AdjustmentReason.SHIPMENT_CORRECTION, quantity)
                .document(DocumentType.ADJUSTMENT, "A-" + shipment, 1)
                .reference("shipment", shipment));
    }

    /** Sends everything, and waits until the ledger has applied the last event of each lot and source. */
    public void settle() {
        announcer.send(announced);
        List<Announced> all = List.copyOf(announced);
        announced.clear();
        LedgerClient.await(
                "everything is applied",
                () -> all.stream().map(Announced::eventId).distinct().allMatch(Warehouse::isApplied));
    }

    private static boolean isApplied(String eventId) {
        if (eventId.startsWith("item-catalog.item:") || eventId.startsWith("item-catalog.location:")) {
            return ask("/lots", "limit", 1, "after", eventId).status() == 200;
        }
        String[] parts = eventId.split("\\.");
        return LedgerTables.number("select count(*) from lot_transaction where lot_id = '" + parts[1]
                        + "' and source = '" + parts[0] + "' and sequence = " + parts[2])
                == 1;
    }
}
