package org.lotledger.ledger.notice;

import java.time.LocalDate;

/**
 * Expiration dates that a notice is about. Where it can be read in two ways, it is the wider one.
 *
 * @param from the first day
 * @param to the last day
 * @param words the range as the notice has it
 */
public record DateRange(LocalDate from, LocalDate to, String words) {
    boolean contains(LocalDate date) {
        return !date.isBefore(from) && !date.isAfter(to);
    }
}
