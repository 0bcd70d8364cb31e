package org.lotledger.catalog.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GtinTest {

    @ParameterizedTest
    @ValueSource(strings = {"96385074", "036000291452", "4006381333931", "10614141000415", "00000000000000"})
    void a_gtin_of_each_length_with_its_check_digit_is_one(String digits) {
        assertThat(Gtin.flawOf(digits)).isNull();
        assertThat(new Gtin(digits).digits()).isEqualTo(digits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "9638507", "963850740", "40063813339", "400638133393100", "400638133393A", "٤٠٠٦٣٨١٣٣٣٩٣١"})
    void a_text_of_another_form_is_none(String text) {
        assertThat(Gtin.flawOf(text)).isEqualTo("must be 8, 12, 13 or 14 digits.");
    }

    @Test
    void every_other_last_digit_is_refused_and_the_right_one_named() {
        IntStream.range(0, 10)
                .filter(digit -> digit != 1)
                .forEach(digit ->
                        assertThat(Gtin.flawOf("400638133393" + digit)).isEqualTo("must end in the check digit 1."));
    }

    @Test
    void every_single_mistyped_digit_is_noticed() {
        String right = "10614141000415";
        for (int place = 0; place < right.length(); place++) {
            for (char digit = '0'; digit <= '9'; digit++) {
                String typed = right.substring(0, place) + digit + right.substring(place + 1);
                assertThat(Gtin.flawOf(typed) == null).isEqualTo(typed.equals(right));
            }
        }
    }

    @Test
    void a_wrong_one_cannot_be_made() {
        assertThatThrownBy(() -> new Gtin("4006381333932"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("GTIN 4006381333932 must end in the check digit 1.");
    }

    @Test
    void the_same_number_in_each_length_has_the_same_fourteen_digits() {
        assertThat(new Gtin("036000291452").fourteenDigits()).isEqualTo("00036000291452");
        assertThat(new Gtin("0036000291452").fourteenDigits()).isEqualTo("00036000291452");
        assertThat(new Gtin("00036000291452").fourteenDigits()).isEqualTo("00036000291452");
        assertThat(new Gtin("96385074").fourteenDigits()).isEqualTo("00000096385074");
    }
}
