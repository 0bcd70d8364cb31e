package org.lotledger.receiving.rest;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotNumber;
import org.lotledger.eventsourcing.rest.FieldRules;
import org.lotledger.receiving.lot.LotRef;

/**
 * The right expiration date of a known lot.
 *
 * @param expirationDate last day on which it is good; null when it has none, which a perishable item does not allow
 * @param reason in the words of the one who corrects it
 */
public record ExpirationCorrectionRequest(
        @NotNull @Pattern(regexp = FieldRules.IDENTIFIER, message = FieldRules.IDENTIFIER_WORDS)
        String itemCode,

        @NotNull LotNumber lotNumber,
        @Nullable LocalDate expirationDate,

        @NotNull @Pattern(regexp = FieldRules.TEXT_500, message = FieldRules.TEXT_500_WORDS)
        String reason) {

    LotRef lot() {
        return new LotRef(itemCode, lotNumber);
    }
}
