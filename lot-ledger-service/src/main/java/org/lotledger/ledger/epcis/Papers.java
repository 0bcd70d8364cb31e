package org.lotledger.ledger.epcis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lotledger.events.DocumentType;
import org.lotledger.ledger.epcis.EpcisEvent.BizTransaction;
import org.lotledger.ledger.lot.Entry;

/** The papers behind an entry: its own, and those that its references name. Other references are no papers for sure and stay out. */
final class Papers {
    /** What our papers are called; the others have no word. */
    private static final Map<DocumentType, String> TYPES =
            Map.of(DocumentType.RECEIPT, "recadv", DocumentType.SHIPMENT, "desadv");

    private Papers() {}

    static List<BizTransaction> of(Entry entry, EpcisIds ids) {
        Set<BizTransaction> papers = new LinkedHashSet<>();
        papers.add(
                new BizTransaction(TYPES.get(entry.document().type()), ids.document(entry.source(), entry.document())));
        entry.references().forEach((name, number) -> {
            BizTransaction paper = switch (name) {
                case "purchaseOrder" -> new BizTransaction("po", ids.reference("purchase-order", number));
                case "invoice" -> new BizTransaction("inv", ids.reference("invoice", number));
                case "order" -> new BizTransaction(null, ids.reference("order", number));
                case "notice" -> new BizTransaction(null, ids.reference("notice", number));
                case "shipment" -> new BizTransaction("desadv", ids.reference("shipment", number));
                case "receipt" -> new BizTransaction("recadv", ids.reference("receipt", number));
                case "adjustment" -> new BizTransaction(null, ids.receivingAdjustment(number));
                case "transfer" -> new BizTransaction(null, ids.reference("transfer", number));
                default -> null;
            };
            if (paper != null) {
                papers.add(paper);
            }
        });
        return new ArrayList<>(papers);
    }
}
