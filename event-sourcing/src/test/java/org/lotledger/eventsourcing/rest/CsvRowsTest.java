package org.lotledger.eventsourcing.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvRowsTest {
    private static final List<String> COLUMNS = List.of("code", "name");
    private static final int BYTES_MAX = 10_000_000;

    @Test
    void each_row_gives_its_cells_by_column() {
        assertThat(read("code,name\nA,Gauze\nB,\"Bandage, \"\"wide\"\"\"\n"))
                .containsExactly(
                        Map.of("code", "A", "name", "Gauze"), Map.of("code", "B", "name", "Bandage, \"wide\""));
    }

    @Test
    void columns_may_stand_in_any_order_and_behind_a_byte_order_mark() {
        assertThat(read("\ufeffname,code\r\nGauze,A\r\n")).containsExactly(Map.of("code", "A", "name", "Gauze"));
    }

    @Test
    void outer_blanks_and_blank_lines_do_not_count() {
        assertThat(read("code, name \n\n  A ,\" Gauze \"\n\nB,x\n"))
                .containsExactly(Map.of("code", "A", "name", "Gauze"), Map.of("code", "B", "name", "x"));
    }

    @Test
    void a_row_that_ends_early_has_empty_cells() {
        assertThat(read("code,name\nA\n")).containsExactly(Map.of("code", "A", "name", ""));
    }

    @Test
    void a_header_alone_has_no_rows() {
        assertThat(read("code,name\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "EMPTY",
            value = {
                "EMPTY|MALFORMED: The file is empty: its header is required.",
                "code|FIELD_INVALID: The header must name the columns code, name; it is code.",
                "code,name,colour|FIELD_INVALID: The header must name the columns code, name; it is code, name, colour.",
                "code,code|FIELD_INVALID: The header must name the columns code, name; it is code, code.",
                "code;name|FIELD_INVALID: The header must name the columns code, name; it is code;name.",
                "code,name~A,B,C|MALFORMED: Row 1 has 3 cells, the header has 2.",
                "code,name~A,B~A,\"B|MALFORMED: The file is not CSV at row 2."
            })
    void what_is_no_such_file_is_refused_whole(String text, String refusal) {
        assertThatThrownBy(() -> read(text == null ? "" : text.replace('~', '\n')))
                .isInstanceOf(ProblemException.class)
                .hasMessage(refusal);
    }

    @Test
    void another_encoding_than_utf_8_is_refused() {
        byte[] latin = "code,name\nA,ö\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> CsvRows.read(latin, BYTES_MAX, COLUMNS))
                .hasMessage("MALFORMED: The file is not in UTF-8.");
    }

    @Test
    void a_file_has_a_limit_of_bytes() {
        byte[] bytes = "code,name\n".getBytes(StandardCharsets.UTF_8);

        assertThat(CsvRows.read(bytes, bytes.length, COLUMNS)).isEmpty();
        assertThatThrownBy(() -> CsvRows.read(bytes, bytes.length - 1, COLUMNS))
                .hasMessage("TOO_LARGE: The file has 10 bytes, at most 9 are read.");
    }

    @Test
    void a_file_has_a_limit_of_rows() {
        String most = "code,name\n" + "A,B\n".repeat(CsvRows.ROWS_MAX);

        assertThat(read(most)).hasSize(CsvRows.ROWS_MAX);
        assertThatThrownBy(() -> read(most + "A,B\n"))
                .hasMessage("TOO_LARGE: The file has more than 200000 rows: split it.");
    }

    private static List<Map<String, String>> read(String text) {
        return CsvRows.read(text.getBytes(StandardCharsets.UTF_8), BYTES_MAX, COLUMNS);
    }
}
