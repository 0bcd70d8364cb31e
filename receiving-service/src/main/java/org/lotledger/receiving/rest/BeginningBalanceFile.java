package org.lotledger.receiving.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
import org.lotledger.eventsourcing.rest.FieldRules;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.receiving.lot.LotRef;
import org.lotledger.receiving.receipt.ReceiptRefusal;

/**
 * A CSV file of beginning balances, read: the balances it asks for, and the rows that ask for nothing sensible.
 *
 * @param balances one for each item, lot and place; their rows add up
 * @param refused the verdict on each row that cannot be used, by row; row 1 is the first after the header
 */
record BeginningBalanceFile(List<Balance> balances, Map<Integer, Refused> refused) {
    /** Rows of one file; api.md fixes it. */
    static final int ROWS_MAX = 200_000;

    private static final List<String> COLUMNS =
            List.of("itemCode", "lotNumber", "expirationDate", "quantity", "location");
    private static final char BYTE_ORDER_MARK = '\ufeff';

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
        if (bytes.length > bytesMax) {
            throw new ProblemException(
                    ProblemCode.TOO_LARGE,
                    "The file has " + bytes.length + " bytes, at most " + bytesMax + " are read.");
        }
        Map<Group, Draft> drafts = new LinkedHashMap<>();
        Map<Integer, Refused> refused = new TreeMap<>();
        int number = 0;
        for (Map<String, String> row : rows(decode(bytes))) {
            number++;
            place(row, number, drafts, refused);
        }
        List<Balance> balances = new ArrayList<>();
        drafts.forEach((group, draft) -> draft.settle(group, refused).ifPresent(balances::add));
        return new BeginningBalanceFile(balances, refused);
    }

    private static String decode(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new ProblemException(ProblemCode.MALFORMED, "The file is not in UTF-8.");
        }
    }

    private static List<Map<String, String>> rows(String text) {
        CsvMapper csv = new CsvMapper();
        csv.enable(CsvParser.Feature.TRIM_SPACES);
        csv.enable(CsvParser.Feature.SKIP_EMPTY_LINES);
        ObjectReader reader = csv.readerFor(String[].class).with(CsvParser.Feature.WRAP_AS_ARRAY);
        List<Map<String, String>> rows = new ArrayList<>();
        try (MappingIterator<String[]> lines = reader.readValues(text)) {
            if (!lines.hasNext()) {
                throw new ProblemException(ProblemCode.MALFORMED, "The file is empty: its header is required.");
            }
            List<String> header = List.of(lines.next());
            requireHeader(header);
            while (lines.hasNext()) {
                String[] cells = lines.next();
                if (rows.size() == ROWS_MAX) {
                    throw new ProblemException(
                            ProblemCode.TOO_LARGE, "The file has more than " + ROWS_MAX + " rows: split it.");
                }
                if (cells.length > header.size()) {
                    throw new ProblemException(
                            ProblemCode.MALFORMED,
                            "Row " + (rows.size() + 1) + " has " + cells.length + " cells, the header has "
                                    + header.size() + ".");
                }
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < cells.length; i++) {
                    row.put(header.get(i), cells[i]);
                }
                rows.add(row);
            }
            return rows;
        } catch (JsonProcessingException e) {
            throw new ProblemException(ProblemCode.MALFORMED, "The file is not CSV at row " + (rows.size() + 1) + ".");
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory cannot fail to be read", e);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof JsonProcessingException) {
                throw new ProblemException(
                        ProblemCode.MALFORMED, "The file is not CSV at row " + (rows.size() + 1) + ".");
            }
            throw e;
        }
    }

    private static void requireHeader(List<String> header) {
        Set<String> unknown = new HashSet<>(header);
        COLUMNS.forEach(unknown::remove);
        if (header.size() != COLUMNS.size() || !unknown.isEmpty() || !header.containsAll(COLUMNS)) {
            throw new ProblemException(
                    ProblemCode.FIELD_INVALID,
                    "",
                    "The header must name the columns " + String.join(", ", COLUMNS) + "; it is "
                            + String.join(", ", header) + ".");
        }
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
                        ReceiptRefusal.EXPIRATION_CONFLICT.name(),
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
        return row.getOrDefault(column, "").strip();
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
