package org.lotledger.catalog.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.catalog.scan.Scans.GS;
import static org.lotledger.catalog.scan.Scans.candidates;
import static org.lotledger.catalog.scan.Scans.elements;
import static org.lotledger.catalog.scan.Scans.problems;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AIs and values in turn, and what may stand for FNC1 between them. */
class ElementStringsTest {
    private static final String ITEM = "0109506000134352";

    @Test
    void values_of_predefined_length_follow_each_other_and_a_variable_one_ends_the_text() {
        assertThat(elements(ITEM + "17251231" + "3103001250" + "10ABC"))
                .isEqualTo("(01)09506000134352(17)251231(3103)001250(10)ABC");
    }

    @Test
    void a_variable_value_ends_at_gs() {
        assertThat(elements("10ABC" + GS + "21S1" + GS + ITEM)).isEqualTo("(10)ABC(21)S1(01)09506000134352");
    }

    @Test
    void a_separator_that_need_not_be_is_passed_over() {
        assertThat(elements(GS + ITEM + GS + "17251231" + GS + GS + "10ABC" + GS))
                .isEqualTo("(01)09506000134352(17)251231(10)ABC");
    }

    @Test
    void C19_a_leading_fnc1_is_passed_over() {
        assertThat(elements(GS + ITEM + "10ABC")).isEqualTo("(01)09506000134352(10)ABC");
        assertThat(elements("]C1" + GS + ITEM + "10ABC")).isEqualTo("(01)09506000134352(10)ABC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"]C1", "]d2", "]Q3", "]e0", "]J1"})
    void C19_the_symbology_identifier_is_no_part_of_the_data(String identifier) {
        assertThat(elements(identifier + ITEM + "10ABC")).isEqualTo("(01)09506000134352(10)ABC");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#", "|", "~", "^", "^]", "{GS}", "<GS>", "[GS]", "{gs}", "{FNC1}", "<FNC1>", "[FNC1]", "\u241D",
                "\\x1D", "\\u001D"
            })
    void another_separator_is_one_where_the_text_can_be_read_with_it(String separator) {
        assertThat(elements(ITEM + "10ABC" + separator + "21S1")).isEqualTo("(01)09506000134352(10)ABC(21)S1");
        assertThat(elements(separator + "10ABC" + separator)).isEqualTo("(10)ABC");
    }

    @Test
    void C19_a_hash_in_a_lot_number_does_not_end_it() {
        assertThat(problems(ITEM + "10LOT#5"))
                .containsExactly(new ScanProblem(
                        21,
                        "the lot number \"LOT#5\" of AI (10) has the character '#', may have letters, digits and"
                                + " !\"%&'()*+,-./:;<=>?_."));
    }

    @Test
    void C19_a_hash_that_may_be_a_separator_or_belong_to_a_part_number_is_ambiguous() {
        assertThat(candidates("8010PART#21X")).containsExactly("(8010)PART#21X", "(8010)PART(21)X");
        assertThat(elements("8010PART#X")).isEqualTo("(8010)PART#X");
        assertThat(elements("]C18010PART#21X")).isEqualTo("(8010)PART#21X");
    }

    @Test
    void where_gs_separates_nothing_else_does() {
        assertThat(problems(ITEM + "10ABC" + GS + "21S1|17251231"))
                .extracting(ScanProblem::position)
                .containsExactly(26);
    }

    @Test
    void all_problems_are_told_at_once_with_their_places() {
        assertThat(problems("0109506000134353" + "17251331" + "10A B" + GS + "88X" + GS + "30"))
                .containsExactly(
                        new ScanProblem(2, "the GTIN \"09506000134353\" of AI (01) must end in the check digit 2."),
                        new ScanProblem(
                                18,
                                "the expiration date \"251331\" of AI (17) is no date YYMMDD: there is no month 13."),
                        new ScanProblem(
                                27,
                                "the lot number \"A B\" of AI (10) has the character ' ', may have letters, digits and"
                                        + " !\"%&'()*+,-./:;<=>?_."),
                        new ScanProblem(30, "no AI that is known begins \"88X\"."),
                        new ScanProblem(36, "the variable count \"\" of AI (30) has 0 characters, must have 1 to 8."));
    }

    @Test
    void positions_are_those_of_the_text_as_it_was_given() {
        assertThat(problems(" \t]C1" + GS + "17251331\r\n"))
                .extracting(ScanProblem::position)
                .containsExactly(8);
    }

    @Test
    void a_value_that_a_separator_cuts_off_is_too_short() {
        assertThat(problems("0109506" + GS + "10ABC"))
                .containsExactly(new ScanProblem(2, "the GTIN \"09506\" of AI (01) has 5 characters, must have 14."));
    }

    @Test
    void the_same_ai_with_another_value_is_refused() {
        assertThat(problems("10ABC" + GS + "10ABD"))
                .containsExactly(new ScanProblem(
                        8, "the lot number of AI (10) is given twice, as \"ABC\" at 2 and as \"ABD\"."));
    }

    @Test
    void the_same_ai_with_the_same_value_is_read_once() {
        assertThat(elements("10ABC" + GS + "10ABC" + GS + "21S")).isEqualTo("(10)ABC(21)S");
    }

    @ParameterizedTest
    @CsvSource({
        "0109506000134352, 0209506000134352, GTIN of the contents, (02), GTIN, (01)",
        "0109506000134352, 3724, count of the contents, (37), GTIN, (01)",
        "3102000100, 3103001000, net weight kilograms, (3103), net weight kilograms, (3102)"
    })
    void elements_that_exclude_each_other_are_refused(
            String one, String other, String title, String ai, String otherTitle, String otherAi) {
        assertThat(problems(one + other))
                .extracting(ScanProblem::sentence)
                .singleElement()
                .asString()
                .isEqualTo("the " + title + " of AI " + ai + " cannot stand beside the " + otherTitle + " of AI "
                        + otherAi + " at " + (one.startsWith("31") ? 4 : 2) + ".");
    }

    @Test
    void two_expiration_dates_must_be_one() {
        assertThat(elements("17251200" + "70032512311430")).isEqualTo("(17)251200(7003)2512311430");
        assertThat(problems("17251200" + "70032512301430"))
                .extracting(ScanProblem::position)
                .containsExactly(12);
    }

    @Test
    void a_lot_may_be_scanned_alone_because_the_gtin_may_stand_in_another_symbol() {
        assertThat(elements("17251231" + "10ABC")).isEqualTo("(17)251231(10)ABC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001D", "]C1\u001D", "\u001D\u001D", "{GS}"})
    void separators_alone_say_nothing(String text) {
        assertThat(problems(text))
                .extracting(ScanProblem::sentence)
                .containsExactly("there is nothing but separators.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n"})
    void a_blank_text_says_nothing(String text) {
        assertThat(problems(text)).containsExactly(new ScanProblem(0, "the text is blank."));
    }

    @Test
    void no_more_than_a_hundred_problems_are_told() {
        assertThat(problems("10" + " x".repeat(150))).hasSize(100);
    }
}
