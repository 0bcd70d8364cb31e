package org.lotledger.receiving.lot;

import static org.lotledger.receiving.lot.LotRefusal.EXPIRATION_CONFLICT;
import static org.lotledger.receiving.lot.LotRefusal.EXPIRATION_MISSING;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.receiving.catalog.Item;

/** The expiration dates on one document (rule 7): one lot has one date, and it is settled when the lot is first booked. */
public final class DateRules {
    private final String document;
    private final LotFacts facts;
    private final Map<LotRef, LocalDate> given = new HashMap<>();

    /**
     * @param document what to call the document in sentences ({@code receipt})
     */
    public DateRules(String document, LotFacts facts) {
        this.document = document;
        this.facts = facts;
    }

    /**
     * Judges the date of one lot on the document.
     *
     * @param required whether a perishable lot must have its date here; elsewhere the known one is meant
     */
    public void judge(Item item, Addition addition, boolean required, List<Violation> violations) {
        LocalDate date = addition.expirationDate();
        String pointer = addition.pointer() + "/expirationDate";
        if (date == null) {
            if (required && item.perishable()) {
                violations.add(new Violation(
                        EXPIRATION_MISSING,
                        pointer,
                        "Item " + item.itemCode() + " is perishable: " + addition.lot()
                                + " needs its expiration date."));
            }
            return;
        }
        KnownLot known = facts.of(addition.lot());
        if (known.booked() && !date.equals(known.expirationDate())) {
            violations.add(new Violation(
                    EXPIRATION_CONFLICT,
                    pointer,
                    addition.lot().asSubject() + " is known " + inWords(known.expirationDate()) + "; this " + document
                            + " says " + date + "."));
        }
        LocalDate other = given.putIfAbsent(addition.lot(), date);
        if (other != null && !other.equals(date)) {
            violations.add(new Violation(
                    EXPIRATION_CONFLICT,
                    pointer,
                    addition.lot().asSubject() + " stands on this " + document + " with " + other + " and with " + date
                            + "."));
        }
    }

    static String inWords(@Nullable LocalDate known) {
        return known == null ? "without an expiration date" : "to expire on " + known;
    }

    /** The dates of a document's lots from now on: the one known before, else the one given; lots without are left out. */
    public static Map<LotRef, LocalDate> settled(List<Addition> additions, LotFacts facts) {
        Map<LotRef, LocalDate> settled = new HashMap<>();
        for (Addition addition : additions) {
            KnownLot known = facts.of(addition.lot());
            LocalDate date = known.booked() ? known.expirationDate() : addition.expirationDate();
            if (date != null) {
                settled.putIfAbsent(addition.lot(), date);
            }
        }
        return settled;
    }
}
