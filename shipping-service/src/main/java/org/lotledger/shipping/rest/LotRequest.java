package org.lotledger.shipping.rest;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotNumber;
import org.lotledger.eventsourcing.rest.FieldRules;
import org.lotledger.shipping.shipment.ShipmentCommand.RequestedLot;

/**
 * A lot to be taken for a line.
 *
 * @param location where it is taken from; the document's place when left out
 * @param overrideReason why this lot and not the one suggested
 */
public record LotRequest(
        @NotNull LotNumber lotNumber,
        @NotNull BigDecimal quantity,

        @Pattern(regexp = FieldRules.IDENTIFIER, message = FieldRules.IDENTIFIER_WORDS) @Nullable
        String location,

        @Pattern(regexp = FieldRules.TEXT_200, message = FieldRules.TEXT_200_WORDS) @Nullable
        String overrideReason) {

    RequestedLot toRequested() {
        return new RequestedLot(lotNumber, quantity, location, overrideReason);
    }
}
