package org.lotledger.ledger.trace;

import java.time.Instant;
import org.lotledger.events.Quantity;

/**
 * A paper behind an edge.
 *
 * @param type RECEIPT, SHIPMENT or ADJUSTMENT; ASSEMBLY where the number is that of an assembly
 * @param quantity its part of the edge's quantity; of a correction less than 0
 * @param occurredAt when the first of it happened
 */
public record TraceDocument(String type, String number, Quantity quantity, Instant occurredAt) {
    /** The type where a number joins the papers of several services. */
    public static final String ASSEMBLY = "ASSEMBLY";
}
