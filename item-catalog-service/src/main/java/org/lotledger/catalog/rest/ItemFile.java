package org.lotledger.catalog.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lotledger.catalog.item.Gtin;
import org.lotledger.eventsourcing.rest.CsvRows;
import org.lotledger.eventsourcing.rest.JsonBody;
import org.lotledger.eventsourcing.rest.Problem;
import org.lotledger.eventsourcing.rest.ProblemException;

/**
 * A CSV file of items, read. Rows are numbered from 1, the first after the header.
 *
 * @param alone rows that have nothing to do with each other, so that their order does not matter
 * @param following rows that name the code or the GTIN of an earlier row, and so come after it
 * @param refused rows that are no items
 */
record ItemFile(List<Row> alone, List<Row> following, List<Refused> refused) {
    private static final List<String> COLUMNS =
            List.of("itemCode", "description", "type", "unit", "quantityScale", "lotTracked", "perishable", "gtin");

    /** An item that a row asks for. */
    record Row(int number, ItemRequest item) {}

    /** Why a row is no item. */
    record Refused(int number, String code, String detail) {}

    /**
     * Reads the file.
     *
     * @param bodies judges a row as the body of a request for that item, so that both keep the same rules
     * @throws ProblemException TOO_LARGE, MALFORMED, or mistakes in the header
     */
    static ItemFile read(byte[] bytes, int bytesMax, JsonBody bodies) {
        List<Row> alone = new ArrayList<>();
        List<Row> following = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        Set<String> named = new HashSet<>();
        int number = 0;
        for (Map<String, String> cells : CsvRows.read(bytes, bytesMax, COLUMNS)) {
            number++;
            byte[] body = body(cells).toString().getBytes(StandardCharsets.UTF_8);
            try {
                Row row = new Row(number, bodies.read(body, bytesMax, ItemRequest.class));
                (namesOnlyNew(row, named) ? alone : following).add(row);
            } catch (ProblemException unusable) {
                refused.add(refused(number, unusable.problem()));
            }
        }
        return new ItemFile(alone, following, refused);
    }

    private static boolean namesOnlyNew(Row row, Set<String> named) {
        boolean onlyNew = named.add("item " + row.item().itemCode());
        Gtin gtin = row.item().gtinOrNull();
        return (gtin == null || named.add("GTIN " + gtin.fourteenDigits())) && onlyNew;
    }

    private static Refused refused(int number, Problem problem) {
        return new Refused(
                number,
                problem.code(),
                problem.violations().stream().map(Problem.BrokenRule::detail).collect(Collectors.joining(" ")));
    }

    /** The row as a JSON object; a cell that is not of its column's kind stays a text, which the request refuses. */
    private static ObjectNode body(Map<String, String> cells) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        cells.forEach((column, cell) -> {
            if (!cell.isEmpty()) {
                switch (column) {
                    case "quantityScale" -> putNumber(body, column, cell);
                    case "lotTracked", "perishable" -> putFlag(body, column, cell);
                    default -> body.put(column, cell);
                }
            }
        });
        return body;
    }

    private static void putNumber(ObjectNode body, String column, String cell) {
        if (cell.matches("-?[0-9]{1,9}")) {
            body.put(column, Integer.valueOf(cell));
        } else {
            body.put(column, cell);
        }
    }

    /** In upper case, too: that is how spreadsheets write them. */
    private static void putFlag(ObjectNode body, String column, String cell) {
        switch (cell.toLowerCase(Locale.ROOT)) {
            case "true" -> body.put(column, true);
            case "false" -> body.put(column, false);
            default -> body.put(column, cell);
        }
    }
}
