package org.lotledger.catalog.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.catalog.scan.Scans.candidates;
import static org.lotledger.catalog.scan.Scans.elements;
import static org.lotledger.catalog.scan.Scans.problems;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BracketedTextTest {
    private static final String ITEM = "(01)09506000134352";

    @Test
    void each_ai_stands_in_brackets() {
        assertThat(elements(ITEM + "(10)ABC17251231(17)251231")).isEqualTo(ITEM + "(10)ABC17251231(17)251231");
    }

    @Test
    void blanks_beside_values_are_passed_over() {
        assertThat(elements("  (01) 09506000134352 (10) ABC\r\n")).isEqualTo(ITEM + "(10)ABC");
        assertThat(elements(ITEM + "(10)ABC\u001D(21)S")).isEqualTo(ITEM + "(10)ABC(21)S");
    }

    @ParameterizedTest
    @ValueSource(strings = {"]C1", "]Q3", "]Q1", "]d1"})
    void a_symbology_identifier_may_stand_before(String identifier) {
        assertThat(elements(identifier + ITEM)).isEqualTo(ITEM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A(B)", "(A)", "A(1)", "A(12345)", "A(88)B", "LOT(2024)", "A)B(", "A()", "12(05)24"})
    void brackets_around_what_can_be_no_ai_belong_to_the_lot_number(String lot) {
        assertThat(elements(ITEM + "(10)" + lot + "(17)251231")).isEqualTo(ITEM + "(10)" + lot + "(17)251231");
    }

    @Test
    void brackets_around_an_ai_introduce_it() {
        assertThat(elements("(10)ABC(21)S(30)5")).isEqualTo("(10)ABC(21)S(30)5");
        assertThat(Scans.read("(10)ABC(21)S").serial()).isEqualTo("S");
    }

    @ParameterizedTest
    @CsvSource({
        // What follows has not the form of a count, a date, a GTIN; 7050 is no AI, yet could become one.
        "(10)A(30)X, (10)A(30)X, 9",
        "(10)A(17), (10)A(17), 9",
        "(10)A(01)B(21)S, (10)A(01)B(21)S, 9",
        "(10)A(7050)B, (10)A(7050)B, 5"
    })
    void brackets_that_may_belong_to_the_lot_number_are_for_a_person_to_judge(
            String text, String candidate, int position) {
        assertThat(candidates(text)).containsExactly(candidate);
        Scan.Ambiguous ambiguous = (Scan.Ambiguous) Scans.scan(text);
        assertThat(ambiguous.problems()).extracting(ScanProblem::position).contains(position);
        assertThat(ambiguous.candidates().getFirst().lotNumber().value()).startsWith("A(");
    }

    @Test
    void a_wrong_date_does_not_become_a_part_of_the_lot_number() {
        assertThat(problems("(10)A(17)251331"))
                .containsExactly(new ScanProblem(
                        9, "the expiration date \"251331\" of AI (17) is no date YYMMDD: there is no month 13."));
    }

    @Test
    void a_second_lot_number_does_not_become_a_part_of_the_first() {
        assertThat(problems("(10)A(10)B")).extracting(ScanProblem::position).containsExactly(9);
    }

    @Test
    void all_problems_are_told_at_once() {
        assertThat(problems("(01)09506000134353(7050)X(17)251331"))
                .extracting(ScanProblem::position)
                .containsExactly(4, 18, 29);
    }

    @Test
    void a_text_that_begins_with_brackets_around_no_ai_is_refused() {
        assertThat(problems("(88)X")).containsExactly(new ScanProblem(0, "no AI (88) is known."));
    }
}
