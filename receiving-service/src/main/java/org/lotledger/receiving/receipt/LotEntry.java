package org.lotledger.receiving.receipt;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Quantity;

/**
 * A manufacturer lot named on a packing list line.
 *
 * @param expirationDate as entered, then as received; null when none was given
 * @param location where it is put; the document's place unless the entry says otherwise
 */
public record LotEntry(LotNumber lotNumber, @Nullable LocalDate expirationDate, Quantity quantity, String location) {}
