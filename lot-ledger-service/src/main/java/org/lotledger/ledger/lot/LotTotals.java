package org.lotledger.ledger.lot;

import org.lotledger.events.Quantity;

/**
 * What has come into a lot and left it, in the item's unit, or a change of that. Sums are the only arithmetic, so the
 * order of events never matters to them.
 *
 * @param received suppliers' deliveries, beginning balances and assembly output, less what receipts recorded too much
 * @param shipped to customers, positive, less what shipments booked too much
 * @param returned by customers
 * @param adjusted everything else, signed: counts, losses, supplier returns, what went into assemblies and came back
 * @param inTransit transfers out less transfers in
 */
public record LotTotals(Quantity received, Quantity shipped, Quantity returned, Quantity adjusted, Quantity inTransit) {

    public static final LotTotals NONE =
            new LotTotals(Quantity.ZERO, Quantity.ZERO, Quantity.ZERO, Quantity.ZERO, Quantity.ZERO);

    static LotTotals received(Quantity quantity) {
        return new LotTotals(quantity, Quantity.ZERO, Quantity.ZERO, Quantity.ZERO, Quantity.ZERO);
    }

    static LotTotals shipped(Quantity quantity) {
        return new LotTotals(Quantity.ZERO, quantity, Quantity.ZERO, Quantity.ZERO, Quantity.ZERO);
    }

    static LotTotals returned(Quantity quantity) {
        return new LotTotals(Quantity.ZERO, Quantity.ZERO, quantity, Quantity.ZERO, Quantity.ZERO);
    }

    static LotTotals adjusted(Quantity quantity) {
        return new LotTotals(Quantity.ZERO, Quantity.ZERO, Quantity.ZERO, quantity, Quantity.ZERO);
    }

    static LotTotals inTransit(Quantity quantity) {
        return new LotTotals(Quantity.ZERO, Quantity.ZERO, Quantity.ZERO, Quantity.ZERO, quantity);
    }

    public LotTotals plus(LotTotals other) {
        return new LotTotals(
                received.plus(other.received),
                shipped.plus(other.shipped),
                returned.plus(other.returned),
                adjusted.plus(other.adjusted),
                inTransit.plus(other.inTransit));
    }

    /** What is there now. */
    public Quantity onHand() {
        return received.minus(shipped).plus(returned).plus(adjusted).minus(inTransit);
    }
}
