package org.lotledger.shipping.shipment;

import org.jspecify.annotations.Nullable;
import org.lotledger.events.Address;

/**
 * Who gets the goods: a customer, or the supplier to whom they go back.
 *
 * @param gln GS1 Global Location Number, 13 digits; null when it has none
 */
public record Partner(
        String code,
        @Nullable String name,
        @Nullable String gln,
        @Nullable Address address) {}
