package org.lotledger.shipping.shipment;

import org.jspecify.annotations.Nullable;
import org.lotledger.events.Address;

/**
 * Who gets the goods.
 *
 * @param gln GS1 Global Location Number, 13 digits; null when it has none
 */
public record Customer(
        String code,
        @Nullable String name,
        @Nullable String gln,
        @Nullable Address address) {}
