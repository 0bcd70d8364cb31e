package org.lotledger.receiving.receipt;

import static org.lotledger.receiving.receipt.ReceiptRefusal.EXPIRATION_TOO_FAR;
import static org.lotledger.receiving.receipt.ReceiptRefusal.LOT_EXPIRED;
import static org.lotledger.receiving.receipt.ReceiptRefusal.SHELF_LIFE_TOO_SHORT;

import java.time.LocalDate;
import java.util.List;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.receiving.catalog.Item;
import org.lotledger.receiving.lot.Addition;
import org.lotledger.receiving.lot.LotFacts;

/** How long a supplier's goods must, and can, keep from the day of their arrival (rule 8). */
final class ShelfLifeRules {
    private static final String HINT = " Accept it by acceptExpired with an acceptReason on the line.";

    private ShelfLifeRules() {}

    /** Judges the date given, or the known one where none is given. */
    static void judge(
            ReceiptLine line, Item item, Addition addition, LotFacts facts, LocalDate today, List<Violation> problems) {
        LocalDate date = addition.expirationDate() != null
                ? addition.expirationDate()
                : facts.of(addition.lot()).expirationDate();
        if (date == null) {
            return;
        }
        boolean accepted = line.acceptExpired() && line.acceptReason() != null;
        String pointer = addition.pointer() + "/expirationDate";
        String lot = addition.lot().asSubject();
        Integer remaining = item.minimumRemainingDays();
        if (date.isBefore(today)) {
            if (!accepted) {
                problems.add(new Violation(
                        LOT_EXPIRED, pointer, lot + " expired on " + date + ", and today is " + today + "." + HINT));
            }
        } else if (remaining != null && date.isBefore(today.plusDays(remaining)) && !accepted) {
            problems.add(new Violation(
                    SHELF_LIFE_TOO_SHORT,
                    pointer,
                    lot + " expires on " + date + ", item " + item.itemCode() + " must have " + remaining
                            + " days left on arrival (" + today + ")." + HINT));
        }
        Integer shelfLife = item.shelfLifeDays();
        if (shelfLife != null && date.isAfter(today.plusDays(shelfLife))) {
            problems.add(new Violation(
                    EXPIRATION_TOO_FAR,
                    pointer,
                    lot + " expires on " + date + ", but item " + item.itemCode() + " keeps only " + shelfLife
                            + " days from today (" + today + ")."));
        }
    }
}
