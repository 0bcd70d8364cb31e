package org.lotledger.events;

/**
 * A delivery of one lot from one place to a customer. Published by shipping.
 *
 * @param fact quantityChange is less than 0; party is the customer
 */
public record LotShipped(LotFact fact) implements LotEvent {

    public LotShipped {
        Invariant.present(fact, "fact");
        Invariant.that(
                fact.quantityChange().isNegative(),
                "quantityChange of a shipment must be less than 0, is " + fact.quantityChange());
        fact.mustHaveLocation();
    }

    @Override
    public EventType type() {
        return EventType.LOT_SHIPPED;
    }
}
