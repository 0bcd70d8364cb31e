package org.lotledger.ledger.fsma;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A movement of a lot that the rule wants a record of.
 *
 * @param sheet where it belongs
 * @param gtin of the item; null if it has none
 * @param product the item's description; its code where the catalog has not told it
 * @param quantityChange signed, as the ledger has it
 * @param here our place where it happened
 * @param there where the goods came from or went to; {@link Place#UNKNOWN} where nobody said
 * @param day on which it happened
 * @param document its type and number
 * @param transformation the assembly's number; null where nothing was transformed
 * @param corrected the type and number of the document that it corrects; null if it corrects none
 * @param tlcSource what receiving's papers named as the source of the traceability lot code; null if they named none
 */
public record TracedMovement(
        Sheet sheet,
        String itemCode,
        @Nullable String gtin,
        String product,
        String lotNumber,
        @Nullable LocalDate expirationDate,
        BigDecimal quantityChange,
        String unit,
        Place here,
        Place there,
        LocalDate day,
        String document,
        @Nullable String transformation,
        @Nullable String corrected,
        @Nullable String tlcSource) {

    /** As the paper says it: a delivery and a shipment count up, their corrections down. */
    String quantity() {
        BigDecimal counted = sheet == Sheet.SHIPPING || sheet == Sheet.TRANSFORMATION_INPUT
                ? quantityChange.negate()
                : quantityChange;
        return counted.stripTrailingZeros().toPlainString() + " " + unit;
    }

    String paper() {
        return corrected == null ? document : document + " corrects " + corrected;
    }
}
