package org.lotledger.catalog.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.catalog.scan.Scans.candidates;
import static org.lotledger.catalog.scan.Scans.elements;
import static org.lotledger.catalog.scan.Scans.problems;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BareGtinTest {

    /** Those that begin with 400 or 97 are also an order number or company internal data, of which no goods know. */
    @ParameterizedTest
    @CsvSource({
        "036000291452, 00036000291452",
        "4006381333931, 04006381333931",
        "9781234567897, 09781234567897",
        "00012345678905, 00012345678905",
        "30614141000419, 30614141000419"
    })
    void digits_with_a_check_digit_are_a_gtin(String digits, String gtin14) {
        ScanReading reading = Scans.read(digits + "\n");

        assertThat(reading.gtin14()).isEqualTo(gtin14);
        assertThat(reading.elements()).containsExactly(new Element("01", gtin14));
    }

    /** German items begin like AI (400): what could be cut out of their digits is no reason to refuse them. */
    @Test
    void digits_that_lost_separators_could_cut_into_goods_are_a_gtin_all_the_same() {
        assertThat(elements("4000000000105")).isEqualTo("(01)04000000000105");
        assertThat(elements("4000000000211")).isEqualTo("(01)04000000000211");
    }

    @Test
    void C19_eight_digits_are_not_silently_read_as_ean_8() {
        assertThat(candidates("96385074")).containsExactly("(01)00000096385074", "(10)96385074");
    }

    @Test
    void eight_digits_may_be_elements_as_well() {
        assertThat(candidates("17251105")).containsExactly("(01)00000017251105", "(10)17251105", "(17)251105");
    }

    @Test
    void eight_digits_that_are_no_gtin_are_read_as_elements() {
        assertThat(elements("17251231")).isEqualTo("(17)251231");
    }

    @Test
    void a_case_code_that_may_be_a_lot_number_is_ambiguous() {
        assertThat(candidates("10614141000415")).containsExactly("(01)10614141000415", "(10)614141000415");
    }

    @ParameterizedTest
    @CsvSource({
        "]E496385074, 00000096385074",
        "]E04006381333931, 04006381333931",
        "]E0036000291452, 00036000291452",
        "]I110614141000415, 10614141000415"
    })
    void a_symbology_identifier_ends_the_doubt(String text, String gtin14) {
        assertThat(Scans.read(text).gtin14()).isEqualTo(gtin14);
    }

    @Test
    void a_symbology_identifier_of_element_strings_ends_it_too() {
        assertThat(elements("]C110614141000415")).isEqualTo("(10)614141000415");
    }

    @ParameterizedTest
    @CsvSource({"]E4963850740", "]E0963850745", "]I14006381333931", "]E400638133393A", "]E0(01)09506000134352"})
    void what_the_symbol_cannot_hold_is_refused(String text) {
        assertThat(problems(text))
                .extracting(ScanProblem::sentence)
                .singleElement()
                .asString()
                .startsWith("the symbology identifier " + text.substring(0, 3) + " announces ");
    }

    @Test
    void a_wrong_check_digit_is_told() {
        assertThat(problems("]E04006381333932"))
                .containsExactly(new ScanProblem(3, "the GTIN 4006381333932 must end in the check digit 1."));
        assertThat(problems("4006381333932"))
                .containsExactly(new ScanProblem(0, "the bare GTIN 4006381333932 must end in the check digit 1."));
        assertThat(problems("12345678")).extracting(ScanProblem::position).containsExactly(0, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"]A0123", "]C0ABC", "]c1ABC", "]", "]E", "]E15012345678900", "]X"})
    void other_symbology_identifiers_are_refused(String text) {
        assertThat(problems(text))
                .extracting(ScanProblem::sentence)
                .singleElement()
                .asString()
                .contains("is none of those that carry GS1 data");
    }

    @Test
    void nothing_behind_a_symbology_identifier_is_told() {
        assertThat(problems(" ]C1 "))
                .containsExactly(new ScanProblem(4, "nothing follows the symbology identifier ]C1."));
    }

    @Test
    void a_plain_symbol_holds_no_element_strings() {
        assertThat(problems("]Q110ABC")).extracting(ScanProblem::position).containsExactly(3);
    }
}
