package org.lotledger.receiving.receipt;

import static org.lotledger.receiving.receipt.ReceiptRefusal.FIELD_INVALID;
import static org.lotledger.receiving.receipt.ReceiptRefusal.FIELD_MISSING;
import static org.lotledger.receiving.receipt.ReceiptRefusal.ITEM_NOT_ACTIVE;
import static org.lotledger.receiving.receipt.ReceiptRefusal.ITEM_UNKNOWN;
import static org.lotledger.receiving.receipt.ReceiptRefusal.LOCATION_UNKNOWN;
import static org.lotledger.receiving.receipt.ReceiptRefusal.LOT_NOT_TRACKED;
import static org.lotledger.receiving.receipt.ReceiptRefusal.OCCURRED_IN_FUTURE;
import static org.lotledger.receiving.receipt.ReceiptRefusal.QUANTITY_INVALID;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.PartyRole;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.receiving.catalog.Catalog;
import org.lotledger.receiving.catalog.Item;
import org.lotledger.receiving.lot.Moment;
import org.lotledger.receiving.lot.NamedDocument;
import org.lotledger.receiving.receipt.ReceiptCommand.RequestedContent;
import org.lotledger.receiving.receipt.ReceiptCommand.RequestedLine;
import org.lotledger.receiving.receipt.ReceiptCommand.RequestedLot;
import org.lotledger.receiving.receipt.ReceiptCommand.RequestedParty;

/** What a receipt must say before it is saved, at whatever stage; the rest is judged when it is received. */
final class SavingRules {
    /** The decimals that any quantity may have while the item, and so its own scale, is unknown. */
    private static final int SCALE_OF_UNKNOWN_ITEM = Quantity.DECIMALS_MAX;

    private final ReceiptSource source;
    private final RequestedContent requested;
    private final Catalog catalog;
    private final Moment moment;
    private final List<Violation> violations = new ArrayList<>();

    SavingRules(ReceiptSource source, RequestedContent requested, Catalog catalog, Moment moment) {
        this.source = source;
        this.requested = requested;
        this.catalog = catalog;
        this.moment = moment;
    }

    /** Everything that was found to be wrong by {@link #content}. */
    List<Violation> violations() {
        return violations;
    }

    /** What the receipt would say; of use only if no violation was found. */
    ReceiptContent content(String receiptNumber) {
        BusinessPartner party = party();
        String named = NamedDocument.pointer(source.names());
        if (source.mustName() && source.named(requested.references()).isEmpty()) {
            violations.add(new Violation(
                    FIELD_MISSING,
                    named,
                    "A receipt of source " + source + " names its "
                            + source.names().reference() + " in references."));
        }
        if (catalog.place(requested.location()).isEmpty()) {
            violations.add(locationUnknown("/location", requested.location()));
        }
        if (requested.occurredAt() != null && moment.isInFuture(requested.occurredAt())) {
            violations.add(new Violation(
                    OCCURRED_IN_FUTURE,
                    "/occurredAt",
                    "occurredAt " + requested.occurredAt() + " is in the future: it is " + moment.now() + " now."));
        }
        return new ReceiptContent(
                receiptNumber,
                source,
                party,
                requested.location(),
                requested.references(),
                requested.expectedOn(),
                requested.occurredAt(),
                moment.now(),
                lines());
    }

    private @Nullable BusinessPartner party() {
        PartyRole role = source.partyRole();
        RequestedParty party = requested.party();
        if (role == null) {
            if (party != null) {
                violations.add(new Violation(
                        FIELD_INVALID,
                        "/party",
                        "No business partner takes part in a receipt of source " + source + "."));
            }
            return null;
        }
        if (party == null) {
            violations.add(new Violation(
                    FIELD_MISSING, "/party", "A receipt of source " + source + " needs its " + role + " as party."));
            return null;
        }
        if (party.role() != null && party.role() != role) {
            violations.add(new Violation(
                    FIELD_INVALID,
                    "/party/role",
                    "The party of a receipt of source " + source + " is a " + role + ", not a " + party.role() + "."));
        }
        return party.partner();
    }

    private List<ReceiptLine> lines() {
        List<ReceiptLine> lines = new ArrayList<>();
        Set<Integer> lineNumbers = new HashSet<>();
        for (int i = 0; i < requested.lines().size(); i++) {
            RequestedLine line = requested.lines().get(i);
            if (!lineNumbers.add(line.lineNumber())) {
                violations.add(new Violation(
                        FIELD_INVALID,
                        "/lines/" + i + "/lineNumber",
                        "lineNumber " + line.lineNumber() + " stands on this receipt twice."));
            }
            ReceiptLine accepted = line(line, "/lines/" + i);
            if (accepted != null) {
                lines.add(accepted);
            }
        }
        return lines;
    }

    private @Nullable ReceiptLine line(RequestedLine line, String pointer) {
        int before = violations.size();
        Item item = catalog.item(line.itemCode()).orElse(null);
        if (item == null) {
            violations.add(new Violation(
                    ITEM_UNKNOWN, pointer + "/itemCode", "Item " + line.itemCode() + " is not in the catalog."));
        } else {
            // Whether a line of an assembly is a component that comes back or an output is known when it is received.
            statusProblems(source, item, false, pointer + "/itemCode", violations);
        }
        int scale = item == null ? SCALE_OF_UNKNOWN_ITEM : item.quantityScale();
        Quantity quantity = quantity(line.quantity(), scale, pointer + "/quantity", violations);
        List<LotEntry> lots = lots(line.lots(), item, requested.location(), pointer + "/lots", violations);
        if (item == null || quantity == null || violations.size() > before) {
            return null;
        }
        return new ReceiptLine(
                line.lineNumber(),
                line.itemCode(),
                quantity,
                item.unit(),
                item.lotTracked(),
                item.inventoried(),
                line.acceptExpired(),
                line.acceptReason(),
                lots);
    }

    /**
     * Judges the status of an item (rule 4): pending items stand on no document; what is inactive does not come anew,
     * but may come back.
     *
     * @param output whether it comes out of an assembly
     */
    static void statusProblems(
            ReceiptSource source, Item item, boolean output, String pointer, List<Violation> violations) {
        if (item.status() == ItemStatus.PENDING) {
            violations.add(new Violation(
                    ITEM_NOT_ACTIVE,
                    pointer,
                    "Item " + item.itemCode() + " is PENDING: pending items stand on no document."));
        } else if (item.status() == ItemStatus.INACTIVE && (source == ReceiptSource.SUPPLIER || output)) {
            violations.add(new Violation(
                    ITEM_NOT_ACTIVE,
                    pointer,
                    "Item " + item.itemCode() + " is INACTIVE: only active items "
                            + (output ? "come out of an assembly." : "are delivered by suppliers.")));
        }
    }

    static List<LotEntry> lots(
            List<RequestedLot> requested,
            @Nullable Item item,
            String documentLocation,
            String pointer,
            List<Violation> violations) {
        if (item != null && !item.lotTracked() && !requested.isEmpty()) {
            violations.add(new Violation(
                    LOT_NOT_TRACKED,
                    pointer,
                    "Item " + item.itemCode() + " is not tracked by lot: its lines take no lots."));
            return List.of();
        }
        int scale = item == null ? SCALE_OF_UNKNOWN_ITEM : item.quantityScale();
        List<LotEntry> lots = new ArrayList<>();
        for (int i = 0; i < requested.size(); i++) {
            RequestedLot lot = requested.get(i);
            Quantity quantity = quantity(lot.quantity(), scale, pointer + "/" + i + "/quantity", violations);
            if (quantity != null) {
                lots.add(new LotEntry(
                        lot.lotNumber(),
                        lot.expirationDate(),
                        quantity,
                        lot.location() == null ? documentLocation : lot.location()));
            }
        }
        return lots;
    }

    /** The quantity, or null when it is not one that may be asked for. */
    private static @Nullable Quantity quantity(
            BigDecimal value, int scale, String pointer, List<Violation> violations) {
        var problem = Quantity.problemOfRequested(value, scale);
        problem.ifPresent(sentence -> violations.add(new Violation(QUANTITY_INVALID, pointer, sentence)));
        return problem.isEmpty() ? new Quantity(value) : null;
    }

    static Violation locationUnknown(String pointer, String location) {
        return new Violation(LOCATION_UNKNOWN, pointer, "Location " + location + " does not exist.");
    }
}
