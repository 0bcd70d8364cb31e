package org.lotledger.ledger.rest;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lotledger.ledger.persistence.ExpiringStock;

/**
 * What is in stock and expires.
 *
 * @param buckets first what has expired, then by the days that are left
 */
public record Expiring(List<Bucket> buckets) {

    /**
     * What expires in one span of time.
     *
     * @param label EXPIRED, or the days that are left, such as 31-60
     * @param from first expiration date in it; null for what has expired
     * @param to last expiration date in it
     * @param lots each counted once, at however many places it is
     * @param quantity of all of them, each in the unit of its item
     * @param rowCount how many rows there are; only the first 500 are shown
     * @param rows by item and location
     */
    public record Bucket(
            String label,
            @Nullable LocalDate from,
            LocalDate to,
            long lots,
            BigDecimal quantity,
            long rowCount,
            List<ExpiringStock.AtPlace> rows) {}

    private static final String EXPIRED = "EXPIRED";

    /** The first day of each span after the first, which has none: what {@link ExpiringStock#between} is asked. */
    static List<LocalDate> dates(LocalDate today, List<Integer> days) {
        return Stream.concat(Stream.of(today), days.stream().map(day -> today.plusDays(day + 1L)))
                .toList();
    }

    static Expiring of(LocalDate today, List<Integer> days, List<ExpiringStock.Span> spans) {
        return new Expiring(IntStream.range(0, spans.size())
                .mapToObj(i -> bucket(today, days, i, spans.get(i)))
                .toList());
    }

    private static Bucket bucket(LocalDate today, List<Integer> days, int index, ExpiringStock.Span span) {
        if (index == 0) {
            return new Bucket(
                    EXPIRED, null, today.minusDays(1), span.lots(), span.quantity(), span.rowCount(), span.rows());
        }
        int first = index == 1 ? 0 : days.get(index - 2) + 1;
        int last = days.get(index - 1);
        return new Bucket(
                first + "-" + last,
                today.plusDays(first),
                today.plusDays(last),
                span.lots(),
                span.quantity(),
                span.rowCount(),
                span.rows());
    }
}
