package org.lotledger.shipping.stock;

import org.lotledger.events.Quantity;

/**
 * What is to be taken of a lot from one place.
 *
 * @param pointer where the document says so
 */
public record Taking(LotRef lot, String location, Quantity quantity, String pointer) {

    Spot spot() {
        return new Spot(lot, location);
    }
}
