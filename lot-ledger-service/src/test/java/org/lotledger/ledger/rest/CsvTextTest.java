package org.lotledger.ledger.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTextTest {
    @Test
    void a_text_that_begins_like_a_formula_gets_an_apostrophe() {
        for (String beginning : List.of("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")) {
            assertThat(CsvText.text(beginning + "1+1")).isEqualTo("'" + beginning + "1+1");
            assertThat(CsvText.text(beginning)).isEqualTo("'" + beginning);
        }
        for (String harmless : List.of("", "a", "'=1", "1-2", "a=b", "104303/5", "(1)")) {
            assertThat(CsvText.text(harmless)).isEqualTo(harmless);
        }
    }

    @Test
    void numbers_stay_numbers_and_are_never_written_with_an_exponent() {
        assertThat(line(new BigDecimal("-0.000001"), new BigDecimal("1E+9"), -7))
                .isEqualTo("-0.000001,1000000000,-7\r\n");
    }

    @Test
    void a_text_of_digits_and_a_minus_is_a_text() {
        assertThat(line("-7", new BigDecimal("-7"))).isEqualTo("'-7,-7\r\n");
    }

    @Test
    void cells_with_separators_quotes_and_line_ends_are_quoted_and_no_others() {
        assertThat(line("a,b", "say \"x\"", "two\r\nlines", "one\nline", "x".repeat(100), null, "", "ö"))
                .isEqualTo("\"a,b\",\"say \"\"x\"\"\",\"two\r\nlines\",\"one\nline\"," + "x".repeat(100) + ",,,ö\r\n");
    }

    @Test
    void a_neutralised_text_is_quoted_when_it_needs_it() {
        assertThat(line("=cmd|'/C calc'!A0", "=1,2", "\rx")).isEqualTo("'=cmd|'/C calc'!A0,\"'=1,2\",\"'\rx\"\r\n");
    }

    @Test
    void a_header_has_a_byte_order_mark_on_request() {
        assertThat(CsvText.header(List.of("a", "b"), false)).isEqualTo("a,b\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(CsvText.header(List.of("a", "b"), true)).isEqualTo("\ufeffa,b\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(CsvText.lines(List.of())).isEmpty();
    }

    private static String line(Object... cells) {
        return new String(CsvText.lines(List.of(Arrays.asList(cells))), StandardCharsets.UTF_8);
    }
}
