package org.lotledger.receiving.receipt;

import org.jspecify.annotations.Nullable;
import org.lotledger.events.Address;

/**
 * Who delivers, or sends back; in which role follows from the source of the receipt.
 *
 * @param gln GS1 Global Location Number, 13 digits; null when it has none
 */
public record BusinessPartner(
        String code,
        @Nullable String name,
        @Nullable String gln,
        @Nullable Address address) {}
