package org.lotledger.eventsourcing.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of an imported CSV file (RFC 4180, UTF-8 with or without a byte order mark), before anyone judges them. */
public final class CsvRows {
    /** Rows of one file; api.md fixes it. */
    public static final int ROWS_MAX = 200_000;

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private CsvRows() {}

    /**
     * Reads the file.
     *
     * @param columns the names that the header must have, in any order
     * @return the rows after the header, without blank lines: each cell by its column, without outer blanks, empty where
     *     the row ends early
     * @throws ProblemException TOO_LARGE, MALFORMED when it is no such file, FIELD_INVALID for its header
     */
    public static List<Map<String, String>> read(byte[] bytes, int bytesMax, List<String> columns) {
        if (bytes.length > bytesMax) {
            throw new ProblemException(
                    ProblemCode.TOO_LARGE,
                    "The file has " + bytes.length + " bytes, at most " + bytesMax + " are read.");
        }
        List<Map<String, String>> rows = new ArrayList<>();
        try (MappingIterator<String[]> lines = reader().readValues(decode(bytes))) {
            if (!lines.hasNext()) {
                throw new ProblemException(ProblemCode.MALFORMED, "The file is empty: its header is required.");
            }
            List<String> header = List.of(lines.next());
            requireHeader(header, columns);
            while (lines.hasNext()) {
                rows.add(row(lines.next(), rows.size() + 1, header));
            }
            return rows;
        } catch (JsonProcessingException e) {
            throw notCsv(rows.size() + 1);
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory cannot fail to be read", e);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof JsonProcessingException) {
                throw notCsv(rows.size() + 1);
            }
            throw e;
        }
    }

    private static ObjectReader reader() {
        CsvMapper csv = new CsvMapper();
        csv.enable(CsvParser.Feature.TRIM_SPACES);
        csv.enable(CsvParser.Feature.SKIP_EMPTY_LINES);
        return csv.readerFor(String[].class).with(CsvParser.Feature.WRAP_AS_ARRAY);
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

    private static void requireHeader(List<String> header, List<String> columns) {
        if (header.size() != columns.size() || !new HashSet<>(header).equals(new HashSet<>(columns))) {
            throw new ProblemException(
                    ProblemCode.FIELD_INVALID,
                    "",
                    "The header must name the columns " + String.join(", ", columns) + "; it is "
                            + String.join(", ", header) + ".");
        }
    }

    private static Map<String, String> row(String[] cells, int number, List<String> header) {
        if (number > ROWS_MAX) {
            throw new ProblemException(
                    ProblemCode.TOO_LARGE, "The file has more than " + ROWS_MAX + " rows: split it.");
        }
        if (cells.length > header.size()) {
            throw new ProblemException(
                    ProblemCode.MALFORMED,
                    "Row " + number + " has " + cells.length + " cells, the header has " + header.size() + ".");
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            row.put(header.get(i), i < cells.length ? cells[i].strip() : "");
        }
        return row;
    }

    private static ProblemException notCsv(int row) {
        return new ProblemException(ProblemCode.MALFORMED, "The file is not CSV at row " + row + ".");
    }
}
