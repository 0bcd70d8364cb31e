package org.lotledger.receiving.lot;

import static org.lotledger.receiving.lot.LotRefusal.GIVE_BACK_LIMIT;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.decider.Violation;

/**
 * How much may come back: into a lot no more than was used of it (rule 16), from a document no more than left on it
 * (rules 17, 21 and 22). What was used and what left is known late at worst, so a limit may be too small for a while,
 * never too large.
 */
public final class GiveBackRules {

    private GiveBackRules() {}

    /** What exceeds the use of its lot. All that comes back into a lot shares one pool, whatever brings it. */
    public static List<Violation> beyondUse(List<Addition> additions, LotFacts facts) {
        List<Violation> violations = new ArrayList<>();
        for (Addition asked : Addition.perLot(additions)) {
            KnownLot lot = facts.of(asked.lot());
            if (asked.quantity().compareTo(lot.room()) > 0) {
                violations.add(new Violation(
                        GIVE_BACK_LIMIT,
                        asked.quantityPointer(),
                        "Only what was used of a lot can go back into it. Of " + asked.lot() + " " + lot.used()
                                + " were used and " + lot.givenBack() + " were given back already: there is room for "
                                + lot.room() + ", asked are " + asked.quantity() + "."));
            }
        }
        return violations;
    }

    /**
     * What exceeds what left on a document, or comes back before it left.
     *
     * @param limit the code to refuse with
     * @param known what is known of that document
     * @param told when it came back, as the caller says; null when not told
     */
    public static List<Violation> beyondDocument(
            LotRefusal limit,
            NamedDocument document,
            KnownDocument known,
            List<Addition> additions,
            @Nullable Instant told) {
        List<Violation> violations = new ArrayList<>();
        for (Addition asked : Addition.perLot(additions)) {
            Removal removal = known.removals().get(asked.lot().lotId());
            String pointer = asked.quantityPointer();
            if (removal == null) {
                violations.add(new Violation(
                        limit,
                        pointer,
                        "0 of " + asked.lot() + " left on " + document + ", as far as is known; asked are "
                                + asked.quantity() + "."));
                continue;
            }
            if (told != null && told.isBefore(removal.firstOccurredAt())) {
                violations.add(new Violation(
                        limit,
                        pointer,
                        "0 of " + asked.lot() + " had left on " + document + " at " + told + ": it left at "
                                + removal.firstOccurredAt() + "."));
            }
            if (asked.quantity().compareTo(removal.left()) > 0) {
                violations.add(new Violation(
                        limit,
                        pointer,
                        removal.quantity() + " of " + asked.lot() + " left on " + document + " and "
                                + removal.takenBack() + " came in again already: " + removal.left()
                                + " may follow, asked are " + asked.quantity() + "."));
            }
        }
        return violations;
    }
}
