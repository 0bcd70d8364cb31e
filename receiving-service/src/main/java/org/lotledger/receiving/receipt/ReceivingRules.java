package org.lotledger.receiving.receipt;

import static org.lotledger.receiving.receipt.ReceiptRefusal.EXPIRATION_CONFLICT;
import static org.lotledger.receiving.receipt.ReceiptRefusal.EXPIRATION_MISSING;
import static org.lotledger.receiving.receipt.ReceiptRefusal.EXPIRATION_TOO_FAR;
import static org.lotledger.receiving.receipt.ReceiptRefusal.LOTS_DO_NOT_SUM;
import static org.lotledger.receiving.receipt.ReceiptRefusal.LOTS_MISSING;
import static org.lotledger.receiving.receipt.ReceiptRefusal.LOT_EXPIRED;
import static org.lotledger.receiving.receipt.ReceiptRefusal.LOT_TWICE;
import static org.lotledger.receiving.receipt.ReceiptRefusal.NO_LINES;
import static org.lotledger.receiving.receipt.ReceiptRefusal.OCCURRED_IN_FUTURE;
import static org.lotledger.receiving.receipt.ReceiptRefusal.SHELF_LIFE_TOO_SHORT;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.lotledger.events.ItemStatus;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.receiving.catalog.Catalog;
import org.lotledger.receiving.catalog.Item;
import org.lotledger.receiving.lot.KnownLot;
import org.lotledger.receiving.lot.LotRef;
import org.lotledger.receiving.lot.Moment;

/**
 * What stands between a saved receipt and goods in stock. Also shown as the problems of a pending receipt, so that
 * the dock sees what is missing before it tries.
 */
public final class ReceivingRules {

    private ReceivingRules() {}

    /** Every lot that receiving this would book on, the unnamed lots of untracked lines among them. */
    public static Set<LotRef> lotsOf(ReceiptContent content) {
        Set<LotRef> lots = new HashSet<>();
        for (ReceiptLine line : content.lines()) {
            if (line.lotTracked()) {
                line.lots().forEach(lot -> lots.add(new LotRef(line.itemCode(), lot.lotNumber())));
            } else if (line.inventoried()) {
                lots.add(new LotRef(line.itemCode(), null));
            }
        }
        return lots;
    }

    /**
     * Everything that forbids receiving now, with pointers into the document.
     *
     * @param lots by lot id; a lot that is left out is unknown
     */
    public static List<Violation> problems(
            ReceiptContent content, Catalog catalog, Map<UUID, KnownLot> lots, Moment moment) {
        List<Violation> problems = new ArrayList<>();
        if (content.lines().isEmpty()) {
            problems.add(new Violation(
                    NO_LINES, "/lines", "Receipt " + content.receiptNumber() + " has no lines: nothing came in."));
        }
        if (content.occurredAt() != null && moment.isInFuture(content.occurredAt())) {
            problems.add(new Violation(
                    OCCURRED_IN_FUTURE, "/occurredAt", "occurredAt " + content.occurredAt() + " is in the future."));
        }
        // A date given twice within the document must agree as well.
        Map<LotRef, LocalDate> datesHere = new HashMap<>();
        for (int i = 0; i < content.lines().size(); i++) {
            ReceiptLine line = content.lines().get(i);
            String pointer = "/lines/" + i;
            Item item = catalog.item(line.itemCode()).orElse(null);
            if (item == null) {
                throw new IllegalStateException("the item " + line.itemCode() + " of a saved line is unknown");
            }
            if (item.status() != ItemStatus.ACTIVE) {
                problems.add(ReceiptDecider.notActive(item, pointer + "/itemCode"));
            }
            if (line.lotTracked()) {
                entryProblems(line, pointer, problems);
                for (int j = 0; j < line.lots().size(); j++) {
                    String lotPointer = pointer + "/lots/" + j;
                    LotEntry lot = line.lots().get(j);
                    if (!catalog.locations().contains(lot.location())) {
                        problems.add(ReceiptDecider.locationUnknown(lotPointer + "/location", lot.location()));
                    }
                    dateProblems(line, item, lot, lots, datesHere, moment, lotPointer, problems);
                }
            }
        }
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

    private static void dateProblems(
            ReceiptLine line,
            Item item,
            LotEntry lot,
            Map<UUID, KnownLot> lots,
            Map<LotRef, LocalDate> datesHere,
            Moment moment,
            String pointer,
            List<Violation> problems) {
        LotRef ref = new LotRef(line.itemCode(), lot.lotNumber());
        KnownLot known = lots.getOrDefault(ref.lotId(), KnownLot.UNKNOWN);
        LocalDate date = lot.expirationDate();
        String dated = pointer + "/expirationDate";
        if (date == null) {
            if (item.perishable()) {
                problems.add(new Violation(
                        EXPIRATION_MISSING,
                        dated,
                        "Item " + item.itemCode() + " is perishable: lot " + lot.lotNumber()
                                + " needs its expiration date."));
            }
            return;
        }
        if (known.dated() && !Objects.equals(known.expirationDate(), date)) {
            problems.add(new Violation(
                    EXPIRATION_CONFLICT,
                    dated,
                    "Lot " + lot.lotNumber() + " of " + item.itemCode() + " is known "
                            + (known.expirationDate() == null
                                    ? "without an expiration date"
                                    : "to expire on " + known.expirationDate())
                            + "; this receipt says " + date + "."));
        }
        LocalDate other = datesHere.putIfAbsent(ref, date);
        if (other != null && !other.equals(date)) {
            problems.add(new Violation(
                    EXPIRATION_CONFLICT,
                    dated,
                    "Lot " + lot.lotNumber() + " of " + item.itemCode() + " stands on this receipt with " + other
                            + " and with " + date + "."));
        }
        lifeProblems(line, item, lot, date, moment.today(), dated, problems);
    }

    private static void lifeProblems(
            ReceiptLine line,
            Item item,
            LotEntry lot,
            LocalDate date,
            LocalDate today,
            String pointer,
            List<Violation> problems) {
        boolean accepted = line.acceptExpired() && line.acceptReason() != null;
        String hint = " Accept it by acceptExpired with an acceptReason on the line.";
        Integer remaining = item.minimumRemainingDays();
        if (date.isBefore(today)) {
            if (!accepted) {
                problems.add(new Violation(
                        LOT_EXPIRED,
                        pointer,
                        "Lot " + lot.lotNumber() + " expired on " + date + ", and today is " + today + "." + hint));
            }
        } else if (remaining != null && date.isBefore(today.plusDays(remaining)) && !accepted) {
            problems.add(new Violation(
                    SHELF_LIFE_TOO_SHORT,
                    pointer,
                    "Lot " + lot.lotNumber() + " expires on " + date + ", item " + item.itemCode() + " must have "
                            + remaining + " days left on arrival (" + today + ")." + hint));
        }
        Integer shelfLife = item.shelfLifeDays();
        if (shelfLife != null && date.isAfter(today.plusDays(shelfLife))) {
            problems.add(new Violation(
                    EXPIRATION_TOO_FAR,
                    pointer,
                    "Lot " + lot.lotNumber() + " expires on " + date + ", but item " + item.itemCode() + " keeps only "
                            + shelfLife + " days from today (" + today + ")."));
        }
    }

    /** The lines with the date of each lot as it is known from now on: a date left out is the one known before. */
    static List<ReceiptLine> withKnownDates(List<ReceiptLine> lines, Map<UUID, KnownLot> lots) {
        return lines.stream()
                .map(line -> line.withLots(line.lots().stream()
                        .map(lot -> lot.expirationDate() != null
                                ? lot
                                : new LotEntry(
                                        lot.lotNumber(),
                                        lots.getOrDefault(
                                                        new LotRef(line.itemCode(), lot.lotNumber()).lotId(),
                                                        KnownLot.UNKNOWN)
                                                .expirationDate(),
                                        lot.quantity(),
                                        lot.location()))
                        .toList()))
                .toList();
    }
}
