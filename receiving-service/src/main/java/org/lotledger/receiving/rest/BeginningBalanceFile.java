package org.lotledger.receiving.rest;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.rest.CsvRows;
import org.lotledger.eventsourcing.rest.FieldRules;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.receiving.lot.LotRef;
import org.lotledger.receiving.lot.LotRefusal;
import org.lotledger.receiving.receipt.ReceiptRefusal;

/**
 * A CSV file of beginning balances, read: the balances it asks for, and the rows that ask for nothing sensible.
 *
 * @param balances one for each item, lot and place; their rows add up
 * @param refused the verdict on each row that cannot be used, by row; row 1 is the first after the header
 */
record BeginningBalanceFile(List<Balance> balances, Map<Integer, Refused> refused) {
    static final int ROWS_MAX = CsvRows.ROWS_MAX;

    private static final List<String> COLUMNS =
            List.of("itemCode", "lotNumber", "expirationDate", "quantity", "location");

    /**
     * What a lot at a place begins with.
     *
     * @param expirationDate null when the file gives none
     */
    record Balance(
            LotRef lot, String location, @Nullable LocalDate expirationDate, Quantity quantity, List<Integer> rows) {}

    /** Why a row is refused. */
    record Refused(String code, String detail) {}

    /**
     * Reads the file.
     *
     * @throws ProblemException TOO_LARGE, MALFORMED, or mistakes in the header
     */
    static BeginningBalanceFile read(byte[] bytes, int bytesMax) {
        Map<Group, Draft> drafts = new LinkedHashMap<>();
        Map<Integer, Refused> refused = new TreeMap<>();
        int number = 0;
        for (Map<String, String> row : CsvRows.read(bytes, bytesMax, COLUMNS)) {
            number++;
            place(row, number, drafts, refused);
        }
        List<Balance> balances = new ArrayList<>();
        drafts.forEach((group, draft) -> draft.settle(group, refused).ifPresent(balances::add));
        return new BeginningBalanceFile(balances, refused);
    }

    /** What rows are added up by. */
    private record Group(LotRef lot, String location) {}

    /** The rows of a group while they are gathered. */
    private static final class Draft {
        private final List<Integer> rows = new ArrayList<>();
        private final Set<Optional<LocalDate>> dates = new HashSet<>();
        private Quantity sum = Quantity.ZERO;
        private boolean spoilt;

        /** The balance; none when a row of it is refused, for then the sum would be wrong. */
        Optional<Balance> settle(Group group, Map<Integer, Refused> refused) {
            if (dates.size() > 1) {
                refuseAll(
                        refused,
                        LotRefusal.EXPIRATION_CONFLICT.name(),
                        "The file gives " + group.lot() + " at " + group.location() + " different expiration dates: "
                                + dates.stream()
                                        .map(date ->
                                                date.map(LocalDate::toString).orElse("none"))
                                        .sorted()
                                        .toList()
                                + ".");
                return Optional.empty();
            }
            if (spoilt) {
                refuseAll(
                        refused,
                        ReceiptRefusal.FIELD_INVALID.name(),
                        "Another row of " + group.lot() + " at " + group.location()
                                + " is refused, so its beginning balance is not known.");
                return Optional.empty();
            }
            return Optional.of(new Balance(
                    group.lot(), group.location(), dates.iterator().next().orElse(null), sum, List.copyOf(rows)));
        }

        private void refuseAll(Map<Integer, Refused> refused, String code, String detail) {
            rows.forEach(row -> refused.put(row, new Refused(code, detail)));
        }
    }

    private static void place(
            Map<String, String> row, int number, Map<Group, Draft> drafts, Map<Integer, Refused> refused) {
        String itemCode = cell(row, "itemCode");
        String location = cell(row, "location");
        String lotText = cell(row, "lotNumber");
        Refused unplaceable = unplaceable(row, itemCode, location, lotText);
        if (unplaceable != null) {
            refused.put(number, unplaceable);
            return;
        }
        LotNumber lotNumber = lotText.isEmpty() ? null : new LotNumber(lotText);
        Draft draft =
                drafts.computeIfAbsent(new Group(new LotRef(itemCode, lotNumber), location), group -> new Draft());
        try {
            Quantity quantity = quantity(cell(row, "quantity"));
            LocalDate date = date(cell(row, "expirationDate"));
            draft.rows.add(number);
            draft.dates.add(Optional.ofNullable(date));
            draft.sum = draft.sum.plus(quantity);
        } catch (Unusable unusable) {
            draft.spoilt = true;
            refused.put(number, new Refused(unusable.code, Objects.requireNonNull(unusable.getMessage())));
        }
    }

    private static @Nullable Refused unplaceable(
            Map<String, String> row, String itemCode, String location, String lotText) {
        if (itemCode.isEmpty()) {
            return new Refused(
                    ProblemCode.FIELD_MISSING.name(), "The row names no item (itemCode is blank): " + row + ".");
        }
        if (!itemCode.matches(FieldRules.IDENTIFIER)) {
            return new Refused(
                    ProblemCode.FIELD_INVALID.name(), "itemCode \"" + itemCode + "\" " + FieldRules.IDENTIFIER_WORDS);
        }
        if (location.isEmpty()) {
            return new Refused(ProblemCode.FIELD_MISSING.name(), "The row of item " + itemCode + " names no location.");
        }
        if (!location.matches(FieldRules.IDENTIFIER)) {
            return new Refused(
                    ProblemCode.FIELD_INVALID.name(), "location \"" + location + "\" " + FieldRules.IDENTIFIER_WORDS);
        }
        return lotText.isEmpty()
                ? null
                : LotNumber.problemOf(lotText)
                        .map(problem -> new Refused(ProblemCode.FIELD_INVALID.name(), problem))
                        .orElse(null);
    }

    private static String cell(Map<String, String> row, String column) {
        return row.getOrDefault(column, "");
    }

    private static Quantity quantity(String text) throws Unusable {
        if (text.isEmpty()) {
            throw new Unusable(ProblemCode.FIELD_MISSING.name(), "The row has no quantity.");
        }
        BigDecimal value;
        try {
            value = new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new Unusable(
                    ReceiptRefusal.QUANTITY_INVALID.name(), "quantity \"" + text + "\" is not a decimal number.");
        }
        Optional<String> problem = Quantity.problemOfRequested(value, Quantity.DECIMALS_MAX);
        if (problem.isPresent()) {
            throw new Unusable(ReceiptRefusal.QUANTITY_INVALID.name(), problem.get());
        }
        return new Quantity(value);
    }

    private static @Nullable LocalDate date(String text) throws Unusable {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new Unusable(
                    ProblemCode.FIELD_INVALID.name(), "expirationDate \"" + text + "\" is not a date as YYYY-MM-DD.");
        }
    }

    /** A cell that cannot be used. */
    private static final class Unusable extends Exception {
        private final String code;

        Unusable(String code, String detail) {
            super(detail);
            this.code = code;
        }
    }
}
