package org.lotledger.receiving.lot;

import java.time.Instant;
import java.util.Set;
import org.lotledger.events.Quantity;

/**
 * What a document of shipping took of a lot, and how much of it came in again.
 *
 * @param quantity as far as shipping's events have arrived; it only grows
 * @param takenBack exact
 * @param toLocations where it went; empty unless it is a transfer
 * @param firstOccurredAt when the first of it left
 * @param eventId the public event that took the first of it
 */
public record Removal(
        Quantity quantity, Quantity takenBack, Set<String> toLocations, Instant firstOccurredAt, String eventId) {
    public Removal {
        toLocations = Set.copyOf(toLocations);
    }

    /** How much may still come in again. */
    public Quantity left() {
        return quantity.minus(takenBack);
    }
}
