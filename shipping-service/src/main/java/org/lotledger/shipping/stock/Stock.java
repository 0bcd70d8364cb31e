package org.lotledger.shipping.stock;

import java.util.List;
import org.lotledger.events.Quantity;

/**
 * A lot at a place.
 *
 * @param added what receiving has told of so far; only grows, so old news can only refuse too early
 * @param removed what shipping took; exact
 * @param reserved what pending shipments hold
 * @param reservedBy the numbers of these shipments
 */
public record Stock(Quantity added, Quantity removed, Quantity reserved, List<String> reservedBy) {

    /** Nothing there. */
    public static final Stock NONE = new Stock(Quantity.ZERO, Quantity.ZERO, Quantity.ZERO, List.of());

    public Stock {
        reservedBy = List.copyOf(reservedBy);
    }

    public Quantity onHand() {
        return added.minus(removed);
    }

    /** What is neither taken nor held. */
    public Quantity available() {
        return onHand().minus(reserved);
    }
}
