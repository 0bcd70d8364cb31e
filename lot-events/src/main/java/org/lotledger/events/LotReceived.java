package org.lotledger.events;

/**
 * A supplier's delivery of one lot into one place. Published by receiving.
 *
 * @param fact quantityChange is more than 0; party is the supplier
 */
public record LotReceived(LotFact fact) implements LotEvent {

    public LotReceived {
        Invariant.present(fact, "fact");
        Invariant.that(
                fact.quantityChange().isPositive(),
                "quantityChange of a receipt must be more than 0, is " + fact.quantityChange());
        fact.mustHaveLocation();
    }

    @Override
    public EventType type() {
        return EventType.LOT_RECEIVED;
    }
}
