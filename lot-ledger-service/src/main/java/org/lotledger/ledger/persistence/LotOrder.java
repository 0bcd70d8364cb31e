package org.lotledger.ledger.persistence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
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

        boolean nullable() {
            return this != ON_HAND;
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
