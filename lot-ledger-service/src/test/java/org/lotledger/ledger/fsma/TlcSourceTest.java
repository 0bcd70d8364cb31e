package org.lotledger.ledger.fsma;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlcSourceTest {
    @ParameterizedTest
    @CsvSource({
        "0071430010204, GLN",
        "GLN 0071430010204, GLN",
        "gln:0071430010205, GLN",
        "12345678901, FFRN",
        "FFRN: 12345678901, FFRN",
        "https://www.example.com/tlc?lot=1, URL",
        "GGN 4052852000009, GGN",
        "Seven Hills Dairy, NAME",
        "0071430010205, NAME",
        "123456789, NAME",
    })
    void a_text_is_told_by_its_form(String text, String kind) {
        TlcSource source = TlcSource.of(text);

        String number = text.replaceFirst("(?i)^(GLN|FFRN|GGN)[ :]*", "");
        assertThat(source)
                .isEqualTo(
                        switch (kind) {
                            case "GLN" -> new TlcSource(number, null, null, null, null);
                            case "FFRN" -> new TlcSource(null, number, null, null, null);
                            case "URL" -> new TlcSource(null, null, text, null, null);
                            case "GGN" -> new TlcSource(null, null, null, number, null);
                            default -> new TlcSource(null, null, null, null, text);
                        });
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void nothing_said_is_nothing_known(String text) {
        assertThat(TlcSource.of(text)).isEqualTo(new TlcSource(null, null, null, null, null));
    }

    @Test
    void blanks_around_it_do_not_count() {
        assertThat(TlcSource.of(" 0071430010204 ").gln()).isEqualTo("0071430010204");
    }
}
