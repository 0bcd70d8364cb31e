package org.lotledger.catalog.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.catalog.scan.Scans.elements;
import static org.lotledger.catalog.scan.Scans.problems;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigitalLinkTest {

    @ParameterizedTest
    @CsvSource({
        "https://id.gs1.org/01/09506000134352, (01)09506000134352",
        "HTTPS://ID.GS1.ORG/01/09506000134352, (01)09506000134352",
        "http://example.com:8080/some/where/01/09506000134352/10/ABC, (01)09506000134352(10)ABC",
        "https://example.com/01/09506000134352/22/2A/10/ABC/21/S1, (01)09506000134352(22)2A(10)ABC(21)S1",
        "https://example.com/01/09506000134352/21/S1/, (01)09506000134352(21)S1",
        "https://example.com/01/09506000134352/235/TP, (01)09506000134352(235)TP",
        "https://example.com/01/09506000134352/10/ABC?17=251231&3103=001250, (01)09506000134352(10)ABC(17)251231(3103)001250",
        "https://example.com/01/09506000134352?17=251231;15=251130#top, (01)09506000134352(17)251231(15)251130",
        "https://example.com/01/09506000134352?linkType=gs1:pip&utm_id=10&=&12345=x&10=ABC, (01)09506000134352(10)ABC",
        "https://example.com/00/106141412345678908?02=09506000134352&37=24&10=ABC, (00)106141412345678908(02)09506000134352(37)24(10)ABC",
        "https://id.gs1.org/414/9506000134307/254/D1, (414)9506000134307(254)D1",
        "https://id.gs1.org/8003/040123450007718765, (8003)040123450007718765",
        "]Q1https://id.gs1.org/01/09506000134352, (01)09506000134352",
        "]d1https://id.gs1.org/01/09506000134352, (01)09506000134352"
    })
    void the_path_has_key_and_qualifiers_and_the_query_more(String text, String elements) {
        assertThat(elements(text)).isEqualTo(elements);
    }

    @ParameterizedTest
    @CsvSource({
        "96385074, 00000096385074",
        "036000291452, 00036000291452",
        "4006381333931, 04006381333931",
        "10614141000415, 10614141000415"
    })
    void a_gtin_of_each_length_is_one_of_14_digits(String digits, String gtin14) {
        assertThat(Scans.read("https://example.com/01/" + digits + "/10/A").gtin14())
                .isEqualTo(gtin14);
    }

    @Test
    void percent_escapes_are_undone_after_the_path_is_cut() {
        assertThat(elements("https://example.com/01/09506000134352/10/A%2FB%25%3f%41+?21x=%ZZ"))
                .isEqualTo("(01)09506000134352(10)A/B%?A+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A%", "A%4", "A%GG", "A%C3", "A%FF", "A%\u0661\u0661"})
    void what_is_no_escape_is_told(String lot) {
        assertThat(problems("https://example.com/01/09506000134352/10/" + lot))
                .containsExactly(new ScanProblem(42, "the percent sign begins no byte of a character in UTF-8."));
    }

    @Test
    void a_character_that_may_not_be_is_told_where_its_escape_stands() {
        assertThat(problems("https://example.com/01/09506000134352/10/A%2FB%20C"))
                .extracting(ScanProblem::position)
                .containsExactly(46);
        assertThat(problems("https://example.com/01/09506000134352/10/%C3%A4"))
                .extracting(ScanProblem::position)
                .containsExactly(41);
    }

    @Test
    void qualifiers_in_another_order_are_refused() {
        assertThat(problems("https://example.com/01/09506000134352/21/S/10/A"))
                .containsExactly(new ScanProblem(
                        43,
                        "AI (10) cannot stand here: (22), then (10), then (21), or (235) may follow the key (01)."));
        assertThat(problems("https://example.com/01/09506000134352/10/A/235/B"))
                .extracting(ScanProblem::position)
                .containsExactly(43);
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com, 19",
        "https://example.com/, 19",
        "https://example.com/10/ABC, 19",
        "https://example.com/01, 20",
        "https://example.com/01/09506000134352/10, 38",
        "https://example.com/01/09506000134352/lot/ABC, 38",
        "https://example.com/01/09506000134352/17/251231, 38",
        "https://example.com/01/09506000134353, 23",
        "https://example.com/01/950600013435, 23",
        "https://example.com/01/09506000134352?21=S1, 38",
        "https://example.com/01/09506000134352?7050=S1, 38",
        "https://example.com/01/09506000134352?17, 38",
        "https://example.com/01/09506000134352?17=, 41",
        "https://example.com/01/09506000134352?17=251331, 41",
        "https://example.com/01/09506000134352/10/A?10=B, 46",
        "https://example.com/01/09506000134352?02=09506000134352, 41",
        "https:///01/09506000134352, 0"
    })
    void what_is_wrong_is_told_with_its_place(String text, int position) {
        assertThat(problems(text)).extracting(ScanProblem::position).containsExactly(position);
    }

    @Test
    void all_problems_are_told_at_once() {
        assertThat(problems("https://example.com/01/09506000134353/21/%00/10/A?17=251331&21=S&01"))
                .extracting(ScanProblem::position)
                .containsExactly(23, 41, 45, 53, 60, 65);
    }

    @Test
    void a_step_before_the_key_that_looks_like_one_is_passed_over() {
        assertThat(elements("https://example.com/414/01/09506000134352/10/A")).isEqualTo("(01)09506000134352(10)A");
    }
}
