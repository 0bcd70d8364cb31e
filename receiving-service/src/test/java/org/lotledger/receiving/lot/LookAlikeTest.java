package org.lotledger.receiving.lot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Quantity;

class LookAlikeTest {

    @ParameterizedTest
    @CsvSource({"1I1,111", "1l1,1I1", "LO7,L07", "AB 12,ab12", "100 E02,l0OeO2", "a\u00a0b,AB"})
    void what_a_hasty_eye_confuses_looks_alike(String one, String other) {
        assertThat(LookAlike.of(new LotNumber(one))).isEqualTo(LookAlike.of(new LotNumber(other)));
    }

    @ParameterizedTest
    @CsvSource({"104303/5,104303-5", "A1,A2", "S5,55", "B8,88", "straße,STRASSE"})
    void what_is_another_number_does_not(String one, String other) {
        assertThat(LookAlike.of(new LotNumber(one))).isNotEqualTo(LookAlike.of(new LotNumber(other)));
    }

    @Test
    void a_lot_is_told_of_others_that_it_looks_like_but_not_of_itself() {
        assertThat(SimilarLots.warnings(
                        List.of(addition("A", "L07"), addition("A", "X"), addition("B", "L07"), addition("A", null)),
                        List.of(lot("A", "LO7"), lot("A", "L07"), lot("A", "I07"), lot("A", "X"))))
                .containsExactly(new Warning(
                        Warning.Code.SIMILAR_LOT,
                        "/lines/0/lots/0/lotNumber",
                        "Lot L07 of A looks like I07, LO7, which was booked before: is it another lot?"));
    }

    @Test
    void a_sentence_names_five_at_most() {
        List<LotRef> many = IntStream.range(0, 7)
                .mapToObj(i -> lot("A", "X" + " ".repeat(i) + "Y"))
                .toList();
        assertThat(SimilarLots.warnings(List.of(addition("A", "xy")), many)
                        .getFirst()
                        .detail())
                .contains(" and 2 more");
    }

    private static LotRef lot(String itemCode, String lotNumber) {
        return new LotRef(itemCode, lotNumber == null ? null : new LotNumber(lotNumber));
    }

    private static Addition addition(String itemCode, String lotNumber) {
        return new Addition(
                "/lines/0/lots/0", lot(itemCode, lotNumber), LocalDate.parse("2030-01-31"), Quantity.of(1), "MAIN");
    }
}
