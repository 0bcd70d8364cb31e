package org.lotledger.ledger.persistence;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Quantity;

/** In which order to list lots: by one column, either way, then by lot id; lots without a value come last both ways. */
public record LotOrder(Column column, boolean descending) {

    /** What stands first unless the caller says otherwise: what expires first. */
    public static final LotOrder DEFAULT = new LotOrder(Column.EXPIRATION_DATE, false);

    private static final String DESCENDING = "-";

    /** A column to sort by. */
    public enum Column {
        EXPIRATION_DATE("expirationDate", "expiration_date"),
        LOT_NUMBER("lotNumber", "lot_number"),
        FIRST_RECEIVED("firstReceived", "first_received_at"),
        ON_HAND("onHand", "on_hand");

        private final String wireName;
        private final String sqlName;

        Column(String wireName, String sqlName) {
            this.wireName = wireName;
            this.sqlName = sqlName;
        }

        String sqlName() {
            return sqlName;
        }

        /** Where a lot with this value stands. */
        Stretch stretchOf(@Nullable Object value) {
            if (this == ON_HAND && value instanceof BigDecimal onHand) {
                return switch (onHand.signum()) {
                    case -1 -> Stretch.BELOW_ZERO;
                    case 0 -> Stretch.USED_UP;
                    default -> Stretch.IN_STOCK;
                };
            }
            return value == null ? Stretch.WITHOUT_VALUE : Stretch.WITH_VALUE;
        }

        /** The row's value as a text that {@link #parse} reads; null if it has none. */
        public @Nullable String text(LotRow row) {
            Object value = switch (this) {
                case EXPIRATION_DATE -> row.expirationDate();
                case LOT_NUMBER -> row.lotNumber();
                case FIRST_RECEIVED -> row.firstReceivedAt();
                case ON_HAND -> row.onHand();
            };
            return value == null ? null : value.toString();
        }

        /**
         * The value as a query's parameter.
         *
         * @throws RuntimeException when the text is none of {@link #text}
         */
        public Object parse(String text) {
            return switch (this) {
                case EXPIRATION_DATE -> LocalDate.parse(text);
                case LOT_NUMBER -> new LotNumber(text).value();
                case FIRST_RECEIVED -> Instant.parse(text).atOffset(ZoneOffset.UTC);
                case ON_HAND -> Quantity.of(text).value();
            };
        }
    }

    /**
     * A part of a list that is found by an index of its own, so that a list is put together of several. What is on hand
     * changes with every event and has no index: only the lots that have something are sorted by it, and there are no
     * more of them than a warehouse holds, however long its history is.
     */
    enum Stretch {
        WITH_VALUE(true),
        WITHOUT_VALUE(false),
        BELOW_ZERO(true),
        USED_UP(false),
        IN_STOCK(true);

        private final boolean sorted;

        Stretch(boolean sorted) {
            this.sorted = sorted;
        }

        /** Whether by the column, then by lot id; if not, by lot id only. */
        boolean sorted() {
            return sorted;
        }

        /** In SQL, on {@code lot l}. */
        String condition(String column) {
            return switch (this) {
                case WITH_VALUE -> column + " is not null";
                case WITHOUT_VALUE -> column + " is null";
                case BELOW_ZERO -> "l.below_zero";
                case USED_UP -> "not l.in_stock and not l.below_zero";
                case IN_STOCK -> "l.in_stock";
            };
        }
    }

    /**
     * The parts of the list in their order, without those that the filter leaves empty.
     *
     * @param first the part with which to begin; null: with all
     */
    List<Stretch> stretches(@Nullable Stretch first, LotFilter filter) {
        List<Stretch> all = stretches();
        List<Stretch> left = all.subList(first == null ? 0 : all.indexOf(first), all.size());
        // At a place there may be some of a lot of which there is none in all, if books and goods differ.
        if (column != Column.ON_HAND || filter.location() != null || filter.inStock() == null) {
            return left;
        }
        return left.stream()
                .filter(stretch -> filter.inStock().equals(stretch == Stretch.IN_STOCK))
                .toList();
    }

    private List<Stretch> stretches() {
        if (column != Column.ON_HAND) {
            return List.of(Stretch.WITH_VALUE, Stretch.WITHOUT_VALUE);
        }
        List<Stretch> rising = List.of(Stretch.BELOW_ZERO, Stretch.USED_UP, Stretch.IN_STOCK);
        return descending ? rising.reversed() : rising;
    }

    /**
     * The row after which a list goes on.
     *
     * @param value as a query's parameter; null when the row has none
     */
    public record After(@Nullable Object value, UUID lotId) {}

    /** The order of that name, such as {@code -onHand}; empty if there is none. */
    public static Optional<LotOrder> parse(String text) {
        boolean descending = text.startsWith(DESCENDING);
        String name = descending ? text.substring(DESCENDING.length()) : text;
        return Arrays.stream(Column.values())
                .filter(column -> column.wireName.equals(name))
                .findFirst()
                .map(column -> new LotOrder(column, descending));
    }

    @Override
    public String toString() {
        return (descending ? DESCENDING : "") + column.wireName;
    }
}
