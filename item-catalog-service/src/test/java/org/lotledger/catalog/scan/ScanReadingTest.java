package org.lotledger.catalog.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.catalog.scan.Scans.read;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Quantity;

/** What elements say about goods. */
class ScanReadingTest {

    @Test
    void each_part_has_its_element() {
        assertThat(read("(01)09506000134352(10)ABC(11)250101(15)251100(17)251231(30)24(21)S1(13)250102"))
                .isEqualTo(new ScanReading(
                        "09506000134352",
                        new LotNumber("ABC"),
                        LocalDate.parse("2025-12-31"),
                        LocalDate.parse("2025-11-30"),
                        LocalDate.parse("2025-01-01"),
                        Quantity.of(24),
                        "S1",
                        List.of(
                                new Element("01", "09506000134352"),
                                new Element("10", "ABC"),
                                new Element("11", "250101"),
                                new Element("15", "251100"),
                                new Element("17", "251231"),
                                new Element("30", "24"),
                                new Element("21", "S1"),
                                new Element("13", "250102"))));
    }

    @Test
    void what_is_not_said_is_null() {
        assertThat(read("(400)PO-1"))
                .isEqualTo(
                        new ScanReading(null, null, null, null, null, null, null, List.of(new Element("400", "PO-1"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(02)09506000134352(37)24", "(00)106141412345678908(37)24(02)09506000134352"})
    void the_contents_of_a_logistic_unit_are_the_item_and_its_count(String text) {
        assertThat(read(text).gtin14()).isEqualTo("09506000134352");
        assertThat(read(text).quantity()).isEqualTo(Quantity.of(24));
    }

    @Test
    void the_day_of_an_expiration_with_a_time_is_the_expiration_date() {
        assertThat(read("(7003)2512311430").expirationDate()).isEqualTo(LocalDate.parse("2025-12-31"));
    }

    @ParameterizedTest
    @CsvSource({
        "(30)00000024, 24",
        "(30)0, 0",
        "(37)7, 7",
        "(3100)001250, 1250",
        "(3103)001250, 1.25",
        "(3105)000001, 0.00001",
        "(3105)999999, 9.99999",
        "(3152)000150, 1.5",
        "(3202)012345, 123.45",
        "(30)5(3103)001250, 5"
    })
    void a_quantity_is_a_count_or_else_an_exact_net_measure(String text, String quantity) {
        assertThat(read(text).quantity()).isEqualTo(Quantity.of(quantity));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(3303)001250",
                "(3121)000100",
                "(3103)001250(3202)002756",
                "(3111)000100(3141)000200",
                "(10)ABC",
                "(3922)1050"
            })
    void a_gross_weight_a_width_a_price_and_two_measures_are_no_quantity(String text) {
        assertThat(read(text).quantity()).isNull();
    }
}
