package org.lotledger.receiving.lot;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.lotledger.receiving.catalog.Catalog;

/** What may be asked about the expiration date of a lot. */
public sealed interface ExpirationCommand {

    /**
     * Put the date on record right.
     *
     * @param expirationDate the right one; null when the lot has none
     * @param reason in the words of the one who corrects it
     */
    record CorrectExpiration(
            String correctionNumber,
            LotRef lot,
            @Nullable LocalDate expirationDate,
            String reason,
            Catalog catalog,
            LotFacts facts,
            Moment moment)
            implements ExpirationCommand {}
}
