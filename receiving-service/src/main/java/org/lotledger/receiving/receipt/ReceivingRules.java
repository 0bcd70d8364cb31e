package org.lotledger.receiving.receipt;

import static org.lotledger.receiving.receipt.ReceiptRefusal.LOTS_DO_NOT_SUM;
import static org.lotledger.receiving.receipt.ReceiptRefusal.LOTS_MISSING;
import static org.lotledger.receiving.receipt.ReceiptRefusal.LOT_TWICE;
import static org.lotledger.receiving.receipt.ReceiptRefusal.NO_LINES;
import static org.lotledger.receiving.receipt.ReceiptRefusal.OCCURRED_IN_FUTURE;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.receiving.catalog.Catalog;
import org.lotledger.receiving.catalog.Item;
import org.lotledger.receiving.lot.Addition;
import org.lotledger.receiving.lot.DateRules;
import org.lotledger.receiving.lot.LotFacts;
import org.lotledger.receiving.lot.LotRef;
import org.lotledger.receiving.lot.Moment;

/**
 * What stands between a saved receipt and goods in stock. Also shown as the problems of a pending receipt, so that
 * the dock sees what is missing before it tries.
 */
public final class ReceivingRules {

    private ReceivingRules() {}

    /**
     * Everything that forbids receiving now, with pointers into the document.
     *
     * @param facts what is known of the lots that the receipt adds to, and of the document that it names
     */
    public static List<Violation> problems(ReceiptContent content, Catalog catalog, LotFacts facts, Moment moment) {
        List<Violation> problems = new ArrayList<>();
        if (content.lines().isEmpty()) {
            problems.add(new Violation(
                    NO_LINES, "/lines", "Receipt " + content.receiptNumber() + " has no lines: nothing came in."));
        }
        if (content.occurredAt() != null && moment.isInFuture(content.occurredAt())) {
            problems.add(new Violation(
                    OCCURRED_IN_FUTURE, "/occurredAt", "occurredAt " + content.occurredAt() + " is in the future."));
        }
        problems.addAll(SourceRules.referenceProblems(content, facts));
        Set<UUID> unissued = SourceRules.unissued(content, facts);
        DateRules dates = new DateRules("receipt", facts);
        for (int i = 0; i < content.lines().size(); i++) {
            ReceiptLine line = content.lines().get(i);
            String pointer = "/lines/" + i;
            Item item = catalog.item(line.itemCode())
                    .orElseThrow(() ->
                            new IllegalStateException("the item " + line.itemCode() + " of a saved line is unknown"));
            List<Addition> additions = content.additions(line, pointer);
            boolean output = content.source() == ReceiptSource.ASSEMBLY
                    && additions.stream()
                            .anyMatch(addition ->
                                    !unissued.contains(addition.lot().lotId()));
            SavingRules.statusProblems(content.source(), item, output, pointer + "/itemCode", problems);
            if (line.lotTracked()) {
                entryProblems(line, pointer, problems);
                for (Addition addition : additions) {
                    if (catalog.place(addition.location()).isEmpty()) {
                        problems.add(
                                SavingRules.locationUnknown(addition.pointer() + "/location", addition.location()));
                    }
                    dates.judge(item, addition, isNewcomer(content, addition, unissued), problems);
                    if (content.source() == ReceiptSource.SUPPLIER) {
                        ShelfLifeRules.judge(line, item, addition, facts, moment.today(), problems);
                    }
                }
            }
        }
        problems.addAll(SourceRules.limitProblems(content, catalog, facts));
        return problems;
    }

    private static void entryProblems(ReceiptLine line, String pointer, List<Violation> problems) {
        if (line.lots().isEmpty()) {
            problems.add(new Violation(
                    LOTS_MISSING,
                    pointer + "/lots",
                    "Line " + line.lineNumber() + " (" + line.itemCode() + ") needs its manufacturer lot numbers: "
                            + line.quantity() + " " + line.unit() + " without a lot."));
            return;
        }
        if (!line.entered().equals(line.quantity())) {
            problems.add(new Violation(
                    LOTS_DO_NOT_SUM,
                    pointer + "/lots",
                    "The lots of line " + line.lineNumber() + " (" + line.itemCode() + ") add up to " + line.entered()
                            + ", the line says " + line.quantity() + " " + line.unit() + "."));
        }
        Set<List<Object>> seen = new HashSet<>();
        for (int j = 0; j < line.lots().size(); j++) {
            LotEntry lot = line.lots().get(j);
            if (!seen.add(List.of(lot.lotNumber(), lot.location()))) {
                problems.add(new Violation(
                        LOT_TWICE,
                        pointer + "/lots/" + j,
                        "Lot " + lot.lotNumber() + " stands twice on line " + line.lineNumber() + " at "
                                + lot.location() + "."));
            }
        }
    }

    /** Whether it comes from outside, so that nobody but its label knows its date; the rest has been here before. */
    private static boolean isNewcomer(ReceiptContent content, Addition addition, Set<UUID> unissued) {
        return switch (content.source()) {
            case SUPPLIER -> true;
            case CUSTOMER_RETURN, TRANSFER -> false;
            case ASSEMBLY -> !unissued.contains(addition.lot().lotId());
        };
    }

    /** The lines with the date of each lot as it is known from now on. */
    static List<ReceiptLine> withSettledDates(ReceiptContent content, LotFacts facts) {
        Map<LotRef, LocalDate> settled = DateRules.settled(content.additions(), facts);
        return content.lines().stream()
                .map(line -> line.withLots(line.lots().stream()
                        .map(lot -> new LotEntry(
                                lot.lotNumber(),
                                settled.get(new LotRef(line.itemCode(), lot.lotNumber())),
                                lot.quantity(),
                                lot.location()))
                        .toList()))
                .toList();
    }
}
