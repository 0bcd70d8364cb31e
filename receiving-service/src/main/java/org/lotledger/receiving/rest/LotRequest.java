package org.lotledger.receiving.rest;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotNumber;
import org.lotledger.eventsourcing.rest.FieldRules;
import org.lotledger.receiving.receipt.LotEntry;
import org.lotledger.receiving.receipt.ReceiptCommand.RequestedLot;

/**
 * A manufacturer lot on a line.
 *
 * @param expirationDate last day on which it is good
 * @param location where it is put; the document's place when left out
 */
public record LotRequest(
        @NotNull LotNumber lotNumber,
        @Nullable LocalDate expirationDate,
        @NotNull BigDecimal quantity,

        @Pattern(regexp = FieldRules.IDENTIFIER, message = FieldRules.IDENTIFIER_WORDS) @Nullable
        String location) {

    /** The request that enters this lot again; at the document's place it does not name the place, so that it follows. */
    static LotRequest of(LotEntry lot, String documentLocation) {
        return new LotRequest(
                lot.lotNumber(),
                lot.expirationDate(),
                lot.quantity().value(),
                lot.location().equals(documentLocation) ? null : lot.location());
    }

    RequestedLot toRequested() {
        return new RequestedLot(lotNumber, expirationDate, quantity, location);
    }
}
