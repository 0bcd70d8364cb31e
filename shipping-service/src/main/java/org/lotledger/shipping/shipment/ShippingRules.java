package org.lotledger.shipping.shipment;

import static org.lotledger.shipping.shipment.ShipmentRefusal.LOTS_DO_NOT_SUM;
import static org.lotledger.shipping.shipment.ShipmentRefusal.LOTS_MISSING;
import static org.lotledger.shipping.shipment.ShipmentRefusal.LOT_TWICE;
import static org.lotledger.shipping.shipment.ShipmentRefusal.NO_LINES;
import static org.lotledger.shipping.shipment.ShipmentRefusal.OCCURRED_IN_FUTURE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.shipping.stock.Facts;
import org.lotledger.shipping.stock.LotRef;
import org.lotledger.shipping.stock.RecordedDocument;
import org.lotledger.shipping.stock.Spot;
import org.lotledger.shipping.stock.StockGuard;
import org.lotledger.shipping.stock.TakeBackGuard;
import org.lotledger.shipping.stock.Taking;

/**
 * What stands between a saved shipment and goods that leave (rules 10, 11, 18 and 23 of the domain). Also shown as the
 * problems of a pending shipment.
 */
public final class ShippingRules {

    private ShippingRules() {}

    /** Everything that forbids shipping now, with pointers into the document. */
    public static List<Violation> problemsOfShipping(ShipmentContent content, Facts facts) {
        List<Violation> problems = new ArrayList<>();
        if (content.lines().isEmpty()) {
            problems.add(new Violation(
                    NO_LINES, "/lines", "Shipment " + content.shipmentNumber() + " has no lines: nothing leaves."));
        }
        Instant occurredAt = content.occurredAt();
        if (occurredAt != null && facts.moment().isInFuture(occurredAt)) {
            problems.add(new Violation(
                    OCCURRED_IN_FUTURE, "/occurredAt", "occurredAt " + occurredAt + " is in the future."));
        }
        List<Taking> takings = new ArrayList<>();
        for (int i = 0; i < content.lines().size(); i++) {
            ShipmentLine line = content.lines().get(i);
            String pointer = "/lines/" + i;
            if (line.lotTracked()) {
                entryProblems(line, pointer, problems);
                List<Taking> named = takings(line, line.lots(), pointer + "/lots");
                named.forEach(taking -> LotRules.check(content, taking, facts, problems));
                takings.addAll(named);
            } else if (line.inventoried()) {
                Taking taking =
                        new Taking(new LotRef(line.itemCode(), null), content.location(), line.quantity(), pointer);
                LotRules.checkPlace(content, taking, facts, problems);
                takings.add(taking);
            }
        }
        StockGuard.check(takings, reservedBy(content.lines()), facts, occurredAt, problems);
        RecordedDocument source = facts.source();
        if (source != null) {
            TakeBackGuard.check(takings, source, facts, problems);
        }
        return problems;
    }

    private static void entryProblems(ShipmentLine line, String pointer, List<Violation> problems) {
        if (line.lots().isEmpty()) {
            problems.add(new Violation(
                    LOTS_MISSING,
                    pointer + "/lots",
                    "Line " + line.lineNumber() + " (" + line.itemCode() + ") names no lots for " + line.quantity()
                            + " " + line.unit() + "."));
        } else if (!line.openQuantity().isZero()) {
            problems.add(doNotSum(line, line.lots(), pointer + "/lots"));
        }
    }

    /** What forbids naming these lots on a line, as far as it does not depend on what is there of them. */
    static void problemsOfNaming(
            ShipmentContent content,
            ShipmentLine line,
            List<LotPick> picks,
            Facts facts,
            String pointer,
            List<Violation> problems) {
        Set<List<Object>> seen = new HashSet<>();
        for (int i = 0; i < picks.size(); i++) {
            LotPick pick = picks.get(i);
            if (!seen.add(List.of(pick.lotNumber(), pick.location()))) {
                problems.add(new Violation(
                        LOT_TWICE,
                        pointer + "/" + i,
                        "Lot " + pick.lotNumber() + " stands twice on line " + line.lineNumber() + " at "
                                + pick.location() + "."));
            }
        }
        takings(line, picks, pointer).forEach(taking -> LotRules.check(content, taking, facts, problems));
        sumProblem(line, picks, pointer, problems);
    }

    /** What forbids that these lots stand on a line: less than it says may, more may not. */
    static void sumProblem(ShipmentLine line, List<LotPick> picks, String pointer, List<Violation> problems) {
        if (line.withLots(picks).openQuantity().isNegative()) {
            problems.add(doNotSum(line, picks, pointer));
        }
    }

    private static Violation doNotSum(ShipmentLine line, List<LotPick> picks, String pointer) {
        return new Violation(
                LOTS_DO_NOT_SUM,
                pointer,
                "The lots of line " + line.lineNumber() + " (" + line.itemCode() + ") add up to "
                        + line.withLots(picks).named() + ", the line says " + line.quantity() + " " + line.unit()
                        + ".");
    }

    /** The lots of a line as what is to be taken; the pointer is that of their list. */
    static List<Taking> takings(ShipmentLine line, List<LotPick> picks, String pointer) {
        List<Taking> takings = new ArrayList<>();
        for (int i = 0; i < picks.size(); i++) {
            LotPick pick = picks.get(i);
            takings.add(new Taking(
                    new LotRef(line.itemCode(), pick.lotNumber()),
                    pick.location(),
                    pick.quantity(),
                    pointer + "/" + i));
        }
        return takings;
    }

    /** What these lines reserve already, and may therefore take. */
    static Map<Spot, Quantity> reservedBy(List<ShipmentLine> lines) {
        Map<Spot, Quantity> reserved = new LinkedHashMap<>();
        for (ShipmentLine line : lines) {
            for (LotPick pick : line.lots()) {
                reserved.merge(
                        new Spot(new LotRef(line.itemCode(), pick.lotNumber()), pick.location()),
                        pick.quantity(),
                        Quantity::plus);
            }
        }
        return reserved;
    }

    /** The lines with the date of each lot as it is known now. */
    static List<ShipmentLine> withKnownDates(List<ShipmentLine> lines, Facts facts) {
        return lines.stream()
                .map(line -> line.withLots(line.lots().stream()
                        .map(pick -> pick.dated(facts.lot(new LotRef(line.itemCode(), pick.lotNumber()))
                                .expirationDate()))
                        .toList()))
                .toList();
    }
}
