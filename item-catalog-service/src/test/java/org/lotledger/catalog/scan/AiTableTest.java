package org.lotledger.catalog.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AiTableTest {

    @Test
    void no_code_begins_with_another_and_none_stands_twice() {
        List<String> codes = AiList.all().stream().map(Ai::code).sorted().toList();
        for (int i = 1; i < codes.size(); i++) {
            assertThat(codes.get(i)).doesNotStartWith(codes.get(i - 1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "00, 106141412345678908",
        "01, 09506000134352",
        "02, 09506000134352",
        "03, 09506000134352",
        "10, A",
        "10, !%&'()*+-./:;<=>?_az",
        "10, 12345678901234567890",
        "11, 251231",
        "12, 251200",
        "13, 251231",
        "15, 251200",
        "16, 251231",
        "17, 251200",
        "20, 07",
        "21, S-1",
        "22, 2A",
        "235, 7DOC",
        "240, X",
        "241, P/N-5",
        "250, 2ND",
        "251, SRC",
        "254, DOOR1",
        "30, 1",
        "30, 12345678",
        "3100, 000012",
        "3103, 001250",
        "3155, 123456",
        "3202, 000100",
        "3695, 000001",
        "37, 00000024",
        "3922, 1050",
        "3932, 9781050",
        "400, PO-1",
        "402, 12345678901234560",
        "410, 9506000134307",
        "414, 9506000134307",
        "417, 9506000134307",
        "420, 20457",
        "421, 27620457",
        "422, 276",
        "423, 276250056",
        "7003, 2512311430",
        "7007, 250101",
        "7007, 250101250131",
        "7030, 276X1",
        "710, 12345678",
        "8003, 09506000134352",
        "8003, 09506000134352S1",
        "8006, 095060001343520102",
        "8008, 25010109",
        "8008, 2501010930",
        "8008, 250101093059",
        "90, ANY",
        "99, ANY"
    })
    void a_value_of_the_right_form_has_no_flaw(String code, String value) {
        assertThat(AiTable.byCode(code).flawsOf(value, Scans.THIS_YEAR)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00 | 106141412345678909 | 0 | must end in the check digit 8.",
                "01 | 09506000134353 | 0 | must end in the check digit 2.",
                "01 | 9506000134352 | 0 | has 13 characters, must have 14.",
                "01 | 0950600013435X | 13 | has the character 'X', may have digits.",
                "10 | '' | 0 | has 0 characters, must have 1 to 20.",
                "10 | 123456789012345678901 | 0 | has 21 characters, must have 1 to 20.",
                "11 | 251331 | 0 | is no date YYMMDD: there is no month 13.",
                "15 | 250230 | 0 | is no date YYMMDD: 2025-02 has no day 30.",
                "17 | 25123 | 0 | has 5 characters, must have 6.",
                "30 | 1A | 1 | has the character 'A', may have digits.",
                "30 | 123456789 | 0 | has 9 characters, must have 1 to 8.",
                "3103 | 1250 | 0 | has 4 characters, must have 6.",
                "410 | 9506000134308 | 0 | must end in the check digit 7.",
                "423 | 2762 | 0 | has 4 characters, must have 3 or 6 or 9 or 12 or 15.",
                "7003 | 2512001430 | 0 | is no date YYMMDD: this AI needs a day, 00 is none.",
                "7003 | 2512312430 | 6 | is no time HHMM.",
                "7003 | 2512312360 | 6 | is no time HHMM.",
                "7007 | 250101251301 | 6 | is no date YYMMDD: there is no month 13.",
                "8003 | 19506000134352 | 0 | must be 0.",
                "8006 | 095060001343520302 | 14 | is no piece of a total, such as 0102.",
                "8006 | 095060001343520002 | 14 | is no piece of a total, such as 0102.",
                "8008 | 25010124 | 6 | is no hour 00 to 23.",
                "8008 | 2501012360 | 8 | is no minute or second 00 to 59.",
                "8010 | AbC | 1 | has the character 'b', may have capital letters, digits and #-/.",
                "8011 | 01 | 0 | must not begin with 0.",
                "8030 | A+B | 1 | has the character '+', may have letters, digits and -_=.",
                "4321 | 2 | 0 | must be 0 or 1.",
                "4330 | 000100+ | 6 | must end in - or in a digit."
            })
    void what_is_wrong_with_a_value_is_told_with_its_place(String code, String value, int index, String words) {
        assertThat(AiTable.byCode(code).flawsOf(value, Scans.THIS_YEAR)).containsExactly(new Flaw(index, words));
    }

    @Test
    void each_character_that_may_not_be_is_told() {
        assertThat(AiTable.byCode("10").flawsOf("A#B C\u00E4", Scans.THIS_YEAR))
                .extracting(Flaw::index)
                .containsExactly(1, 3, 5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "01", "02", "11", "12", "13", "15", "16", "17", "20", "3103", "3690", "410", "417"})
    void a_predefined_length_needs_no_separator(String code) {
        assertThat(AiTable.byCode(code).hasPredefinedLength()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "21", "30", "37", "402", "422", "3922", "7003", "8005", "8006", "91"})
    void all_others_need_one_even_where_the_length_is_fixed(String code) {
        assertThat(AiTable.byCode(code).hasPredefinedLength()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"04", "05", "14", "18", "23", "38", "88", "3106", "3116", "3698", "418", "7050", "8299"})
    void these_are_no_ais(String code) {
        assertThat(AiTable.byCode(code)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"10, true", "7050, true", "3106, true", "429, true", "05, false", "2024, false", "70, false", "1, false"
    })
    void what_may_become_an_ai_is_told_by_its_length(String digits, boolean may) {
        assertThat(AiTable.mayBeAi(digits)).isEqualTo(may);
    }
}
