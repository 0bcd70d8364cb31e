package org.lotledger.ledger.persistence;

import io.vertx.mutiny.sqlclient.Row;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.lotledger.events.Quantity;
import org.lotledger.ledger.trace.TraceDocument;

/** Parts of rows that several queries of the trace share. */
final class TraceRows {
    private TraceRows() {}

    /** The documents in the columns types, numbers, quantities and times. */
    static List<TraceDocument> documents(Row row) {
        return documents(row, false);
    }

    /** The same; what went out is told as more than 0. */
    static List<TraceDocument> documents(Row row, boolean out) {
        String[] types = row.getArrayOfStrings("types");
        String[] numbers = row.getArrayOfStrings("numbers");
        BigDecimal[] quantities = row.getArrayOfBigDecimals("quantities");
        OffsetDateTime[] times = row.getArrayOfOffsetDateTimes("times");
        List<TraceDocument> documents = new ArrayList<>(numbers.length);
        for (int i = 0; i < numbers.length; i++) {
            Quantity quantity = new Quantity(quantities[i]);
            documents.add(
                    new TraceDocument(types[i], numbers[i], out ? quantity.negate() : quantity, times[i].toInstant()));
        }
        return documents;
    }
}
