package org.lotledger.events;

/**
 * Everything else that happens to a lot: corrections, returns, transfers, assemblies, holds.
 *
 * @param reason fixes the sign of the quantityChange
 * @param fact location is absent only if the reason changes the lot's standing everywhere
 */
public record LotAdjusted(AdjustmentReason reason, LotFact fact) implements LotEvent {

    public LotAdjusted {
        Invariant.present(reason, "reason");
        Invariant.present(fact, "fact");
        Invariant.that(
                reason.allows(fact.quantityChange()),
                "quantityChange of " + reason + " must be " + reason.direction().rule() + ", is "
                        + fact.quantityChange());
        if (reason.direction() != AdjustmentReason.Direction.NONE) {
            fact.mustHaveLocation();
        }
    }

    @Override
    public EventType type() {
        return EventType.LOT_ADJUSTED;
    }
}
