package org.lotledger.shipping.rest;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.lotledger.events.LotNumber;
import org.lotledger.eventsourcing.rest.FieldRules;
import org.lotledger.shipping.stock.HoldKind;

/**
 * A hold as the item catalog tells of it.
 *
 * @param released whether it has ended
 */
public record LotHoldRequest(
        @NotNull @Pattern(regexp = FieldRules.IDENTIFIER, message = FieldRules.IDENTIFIER_WORDS)
        String itemCode,

        @NotNull LotNumber lotNumber,
        @NotNull HoldKind kind,
        @NotNull Boolean released) {}
