package org.lotledger.ledger.rest;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tables as CSV (RFC 4180, UTF-8) that spreadsheets read as text and numbers and never run: a text that begins like a
 * formula gets an apostrophe in front (OWASP, CSV injection).
 */
final class CsvText {
    static final String MEDIA_TYPE = "text/csv";

    /** What makes a spreadsheet run a cell, in the wide forms of East Asian keyboards too. */
    private static final String FORMULA_BEGINNINGS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private static final byte[] BYTE_ORDER_MARK = "\ufeff".getBytes(StandardCharsets.UTF_8);
    private static final ObjectWriter LINES = lines();

    private CsvText() {}

    private static ObjectWriter lines() {
        CsvMapper csv = new CsvMapper();
        csv.enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING);
        return csv.writer(CsvSchema.emptySchema().withLineSeparator("\r\n"));
    }

    /**
     * The first line.
     *
     * @param byteOrderMark whether to begin with one: Excel takes the text for Latin-1 without
     */
    static byte[] header(List<String> columns, boolean byteOrderMark) {
        byte[] line = lines(List.of(columns));
        if (!byteOrderMark) {
            return line;
        }
        byte[] marked = new byte[BYTE_ORDER_MARK.length + line.length];
        System.arraycopy(BYTE_ORDER_MARK, 0, marked, 0, BYTE_ORDER_MARK.length);
        System.arraycopy(line, 0, marked, BYTE_ORDER_MARK.length, line.length);
        return marked;
    }

    /** The lines of a table. */
    static byte[] lines(List<? extends List<? extends @Nullable Object>> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (SequenceWriter writer = LINES.writeValues(bytes)) {
            for (List<? extends @Nullable Object> row : rows) {
                writer.write(row.stream().map(CsvText::cell).toArray(String[]::new));
            }
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    /** Numbers, dates and instants stand as they are, so that what is negative stays a number; nothing is empty. */
    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case BigDecimal number -> number.toPlainString();
            case String text -> text(text);
            default -> value.toString();
        };
    }

    /** A text that no spreadsheet takes for a formula. */
    static String text(String text) {
        return !text.isEmpty() && FORMULA_BEGINNINGS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
