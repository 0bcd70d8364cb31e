package org.lotledger.shipping.stock;

import static org.lotledger.shipping.stock.StockRefusal.REFERENCE_UNKNOWN;
import static org.lotledger.shipping.stock.StockRefusal.RETURN_LIMIT;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lotledger.events.DocumentType;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Violation;

/** Of what a document recorded, no more is returned or corrected than is left of it (rules 18 and 19 of the domain). */
public final class TakeBackGuard {

    private TakeBackGuard() {}

    /** What forbids taking all of this back of what a document recorded. */
    public static void check(List<Taking> takings, RecordedDocument document, Facts facts, List<Violation> problems) {
        if (!document.known()) {
            problems.add(new Violation(
                    REFERENCE_UNKNOWN,
                    document.name().type() == DocumentType.RECEIPT ? "/references/receipt" : "/references/adjustment",
                    "Nothing is known here of goods that came by " + document.name()
                            + ": there were none, or the news has not come."));
            return;
        }
        Map<LotRef, Quantity> asked = new LinkedHashMap<>();
        Map<LotRef, String> pointers = new LinkedHashMap<>();
        for (Taking taking : takings) {
            asked.merge(taking.lot(), taking.quantity(), Quantity::plus);
            pointers.putIfAbsent(taking.lot(), taking.pointer() + "/quantity");
        }
        asked.forEach((lot, quantity) -> {
            // A lot that is unknown has been refused already.
            boolean judged = facts.lot(lot).arrived() || lot.lotNumber() == null;
            if (judged && quantity.compareTo(document.left(lot)) > 0) {
                problems.add(new Violation(
                        RETURN_LIMIT, pointers.getOrDefault(lot, ""), overLimit(lot, quantity, document)));
            }
        });
    }

    private static String overLimit(LotRef lot, Quantity asked, RecordedDocument document) {
        RecordedDocument.Recorded recorded = document.lots().get(lot.lotId());
        return recorded == null
                ? "The " + document.name() + " recorded 0 of " + lot + ", " + asked + " are asked."
                : "The " + document.name() + " recorded " + recorded.quantity() + " of " + lot + ", of which "
                        + recorded.takenBack() + " were returned or corrected: " + recorded.left() + " are left, "
                        + asked + " are asked.";
    }
}
