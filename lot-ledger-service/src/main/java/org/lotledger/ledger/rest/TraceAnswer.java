package org.lotledger.ledger.rest;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.ledger.persistence.LotTraces;
import org.lotledger.ledger.trace.MassBalance;
import org.lotledger.ledger.trace.TraceDirection;
import org.lotledger.ledger.trace.TraceEdge;
import org.lotledger.ledger.trace.TraceNode;

/**
 * A trace as callers see it.
 *
 * @param massBalance of the lot asked for
 * @param cutOff null: the trace is complete; else why it is not
 */
public record TraceAnswer(
        UUID lotId,
        String direction,
        List<TraceNode> nodes,
        List<TraceEdge> edges,
        MassBalance massBalance,
        @Nullable String cutOff) {
    /** Says that there is more. */
    static final String CUT_OFF = "There is more than is shown: at most %,d lots and the limit of their partners.";

    static TraceAnswer of(UUID lotId, TraceDirection direction, LotTraces.Traced traced) {
        return new TraceAnswer(
                lotId,
                direction.name().toLowerCase(Locale.ROOT),
                traced.graph().nodes(),
                traced.graph().edges(),
                traced.massBalance(),
                traced.cutOff() ? String.format(Locale.ROOT, CUT_OFF, LotTraces.LOTS_MAX) : null);
    }
}
