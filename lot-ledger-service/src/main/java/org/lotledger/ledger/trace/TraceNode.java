package org.lotledger.ledger.trace;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Quantity;

/**
 * A lot, partner or place in a trace. What does not belong to its kind is null.
 *
 * @param id the lotId, or the kind and the code: unique in a trace
 * @param unit of the lot's quantities, and of those on its edges
 * @param onHand what there is of the lot now, everywhere
 * @param code of the partner or place
 */
public record TraceNode(
        String id,
        Kind kind,
        @Nullable UUID lotId,
        @Nullable String itemCode,
        @Nullable String lotNumber,
        @Nullable String unit,
        @Nullable Quantity onHand,
        @Nullable String code,
        @Nullable String name,
        @Nullable String gln) {

    /** What stands in a trace. */
    public enum Kind {
        LOT,
        SUPPLIER,
        CUSTOMER,
        LOCATION
    }

    /** A lot. */
    public static TraceNode lot(UUID lotId, String itemCode, @Nullable String lotNumber, String unit, Quantity onHand) {
        return new TraceNode(lotId.toString(), Kind.LOT, lotId, itemCode, lotNumber, unit, onHand, null, null, null);
    }

    static TraceNode otherEnd(LotFlow flow) {
        return new TraceNode(
                idOf(flow), flow.kind().otherEnd(), null, null, null, null, null, flow.code(), flow.name(), flow.gln());
    }

    static String idOf(LotFlow flow) {
        return flow.kind().otherEnd() + ":" + flow.code();
    }

    /** Papers do not always name a partner in full: what this one lacks is taken from another. */
    TraceNode completedBy(TraceNode other) {
        return new TraceNode(
                id,
                kind,
                lotId,
                itemCode,
                lotNumber,
                unit,
                onHand,
                code,
                name == null ? other.name : name,
                gln == null ? other.gln : gln);
    }
}
