package org.lotledger.ledger.trace;

import java.util.List;
import java.util.UUID;
import org.lotledger.events.Quantity;

/**
 * How one lot became another.
 *
 * @param quantity in the unit of {@code from}
 * @param documents the first of them
 * @param documentCount all of them
 */
public record LotLink(
        UUID from, UUID to, Kind kind, Quantity quantity, List<TraceDocument> documents, long documentCount) {

    /** Why the lots belong together. */
    public enum Kind {
        /** {@code from} was a component of {@code to}. */
        ASSEMBLY,
        /** A receipt recorded the goods under {@code from}, was corrected, and they were entered again as {@code to}. */
        RECORDED_AS
    }

    public LotLink {
        documents = List.copyOf(documents);
    }
}
