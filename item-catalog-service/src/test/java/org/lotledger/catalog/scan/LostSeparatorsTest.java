package org.lotledger.catalog.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.catalog.scan.Scans.GS;
import static org.lotledger.catalog.scan.Scans.candidates;
import static org.lotledger.catalog.scan.Scans.elements;
import static org.lotledger.catalog.scan.Scans.problems;
import static org.lotledger.catalog.scan.Scans.scan;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scanners that drop FNC1: nothing is guessed, and nothing refused that can be read in one way only. */
class LostSeparatorsTest {
    private static final String ITEM = "0109506000134352";

    /** The label says (10)21072911(17)240531(01)00693570007182. */
    @Test
    void C19_the_broken_sample_without_separators_is_refused_with_its_candidates() {
        Scan scan = scan("1021072911172405310100693570007182");

        assertThat(scan).isInstanceOfSatisfying(Scan.Ambiguous.class, ambiguous -> {
            assertThat(ambiguous.candidates())
                    .extracting(ScanReading::toString)
                    .startsWith("(10)2107291117240531(01)00693570007182", "(10)21072911(17)240531(01)00693570007182")
                    .hasSize(Scan.CANDIDATES_MAX)
                    .doesNotHaveDuplicates();
            assertThat(ambiguous.reason())
                    .isEqualTo("The text can be read in 23 ways, (10)2107291117240531(01)00693570007182 or"
                            + " (10)21072911(17)240531(01)00693570007182 among them. Choose one, or let the"
                            + " scanner send FNC1 as GS (U+001D) or the symbology identifier (such as ]C1).");
            assertThat(ambiguous.problems())
                    .containsExactly(new ScanProblem(
                            2,
                            "the lot number \"21072911172405310100693570007182\" of AI (10) has 32 characters,"
                                    + " must have 1 to 20."));
        });
    }

    /** Texts that people could not get read, with what their labels say. */
    @ParameterizedTest
    @CsvSource({
        "01108573260055401722081110A2021121092220084115197,"
                + "(01)10857326005540(17)220811(10)A20(21)121092220084115197",
        "01108573260055401721102910A1905221042920115956137,"
                + "(01)10857326005540(17)211029(10)A19052(21)042920115956137",
        "010404188511271221X12Y9JNZ961721080610176600715," + "(01)04041885112712(21)X12Y9JNZ96(17)210806(10)176600715"
    })
    void C19_real_texts_without_separators_are_refused_with_the_true_reading_among_the_candidates(
            String text, String trueReading) {
        assertThat(candidates(text)).contains(trueReading);
    }

    @Test
    void a_lot_number_that_may_have_a_date_behind_it_is_ambiguous() {
        assertThat(candidates(ITEM + "10ABC17251231"))
                .containsExactly("(01)09506000134352(10)ABC17251231", "(01)09506000134352(10)ABC(17)251231");
    }

    @Test
    void a_lot_number_that_may_have_a_serial_number_behind_it_is_ambiguous() {
        assertThat(candidates("10LOT21S1")).containsExactly("(10)LOT21S1", "(10)LOT(21)S1");
    }

    @Test
    void a_count_that_may_have_a_lot_number_behind_it_is_ambiguous() {
        assertThat(candidates("0209506000134352" + "37121097"))
                .containsExactly(
                        "(02)09506000134352(37)121097",
                        "(02)09506000134352(37)1(21)097",
                        "(02)09506000134352(37)12(10)97");
    }

    @ParameterizedTest
    @ValueSource(strings = {"]C1%s", "\u001D%s", "%s\u001D", "%s{GS}", "]d2%s"})
    void where_something_shows_that_separators_arrive_the_standard_is_the_only_reading(String text) {
        assertThat(elements(text.formatted(ITEM + "10ABC17251231"))).isEqualTo("(01)09506000134352(10)ABC17251231");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ABC123", "LOT-42", "2104A", "17251231", "104303/5", "ABC17251331", "A99B", "KW0I83", "12G11/G"})
    void a_lot_number_behind_which_nothing_usual_can_stand_is_read_without_more_ado(String lot) {
        assertThat(elements(ITEM + "10" + lot)).isEqualTo("(01)09506000134352(10)" + lot);
    }

    @Test
    void a_lost_separator_is_put_in_where_that_is_the_only_way_to_read_the_text() {
        assertThat(elements("10ABCDEFGHJKLMNOPQRS-" + "17251231" + "3103001250"))
                .isEqualTo("(10)ABCDEFGHJKLMNOPQRS-(17)251231(3103)001250");
        assertThat(elements("422276" + ITEM)).isEqualTo("(422)276(01)09506000134352");
    }

    @Test
    void a_separator_may_be_lost_in_one_place_although_others_arrive() {
        assertThat(elements("422276" + ITEM + GS + "10ABC")).isEqualTo("(422)276(01)09506000134352(10)ABC");
    }

    @Test
    void where_only_an_unusual_ai_can_follow_a_lost_separator_a_person_must_say_so() {
        assertThat(candidates("422276" + "90X")).containsExactly("(422)276(90)X");
    }

    @Test
    void the_same_ai_never_stands_twice_behind_a_lost_separator() {
        assertThat(elements("10A10B")).isEqualTo("(10)A10B");
    }

    @Test
    void a_text_with_no_way_to_put_separators_in_is_invalid() {
        assertThat(problems("10ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
                .extracting(ScanProblem::sentence)
                .singleElement()
                .asString()
                .endsWith("has 26 characters, must have 1 to 20.");
    }

    @Test
    void a_text_with_very_many_readings_is_ambiguous_in_a_moment() {
        assertThat(scan("10" + "1021303721".repeat(18))).isInstanceOf(Scan.class);
        assertThat(scan("91" + "9192939495".repeat(10)))
                .isInstanceOfSatisfying(
                        Scan.Ambiguous.class,
                        ambiguous -> assertThat(ambiguous.reason()).contains("at least"));
    }

    @Test
    void a_text_too_long_for_the_search_is_not_taken_at_its_word() {
        String measures =
                String.join("", List.of("3103001250", "3111001250", "3121001250", "3131001250", "3141001250"));
        String dates = "11250101" + "13250101" + "15250101" + "16250101" + "17250101";
        String text =
                "00106141412345678908" + measures + dates + "20" + "07" + "4109506000134307" + "91" + "X".repeat(90);

        assertThat(text.length()).isGreaterThan(200);
        assertThat(candidates(text)).hasSize(1);
        assertThat(elements("]C1" + text)).startsWith("(00)106141412345678908");
    }
}
