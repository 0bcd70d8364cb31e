package org.lotledger.ledger.trace;

import java.util.List;
import org.lotledger.events.Quantity;

/**
 * Everything of one kind that went from one node to another.
 *
 * @param kind name of a {@link LotFlow.Kind} or {@link LotLink.Kind}
 * @param quantity in the unit of the lot at its end, for edges between lots of the lot that it comes from
 * @param documents the first of them, in the order in which they happened
 * @param documentCount all of them
 */
public record TraceEdge(
        String from, String to, String kind, Quantity quantity, List<TraceDocument> documents, long documentCount) {

    static TraceEdge of(LotLink link) {
        return new TraceEdge(
                link.from().toString(),
                link.to().toString(),
                link.kind().name(),
                link.quantity(),
                link.documents(),
                link.documentCount());
    }

    static TraceEdge of(LotFlow flow) {
        String lot = flow.lotId().toString();
        String other = TraceNode.idOf(flow);
        return new TraceEdge(
                flow.kind().intoLot() ? other : lot,
                flow.kind().intoLot() ? lot : other,
                flow.kind().name(),
                flow.quantity(),
                flow.documents(),
                flow.documentCount());
    }
}
