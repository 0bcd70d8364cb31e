package org.lotledger.catalog.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Gs1DateTest {

    @ParameterizedTest
    @CsvSource({
        "2026, 261231, 2026-12-31",
        // 49 years ahead is ours, 50 too; 51 are the century before.
        "2026, 750101, 2075-01-01",
        "2026, 760101, 2076-01-01",
        "2026, 770101, 1977-01-01",
        "2026, 990101, 1999-01-01",
        "2026, 000101, 2000-01-01",
        // 49 years back is ours; 50 are the century after.
        "2099, 500101, 2050-01-01",
        "2099, 490101, 2149-01-01",
        "2099, 990101, 2099-01-01",
        "1999, 000101, 2000-01-01"
    })
    void the_century_is_the_one_that_brings_the_year_nearest(int thisYear, String digits, LocalDate date) {
        assertThat(Gs1Date.of(digits, thisYear)).isEqualTo(date);
    }

    @ParameterizedTest
    @CsvSource({"250100, 2025-01-31", "250200, 2025-02-28", "240200, 2024-02-29", "250400, 2025-04-30"})
    void day_00_is_the_last_day_of_the_month(String digits, LocalDate date) {
        assertThat(Gs1Date.flawOf(digits, true, 2026)).isNull();
        assertThat(Gs1Date.of(digits, 2026)).isEqualTo(date);
    }

    @ParameterizedTest
    @CsvSource({
        "251301, there is no month 13.",
        "250001, there is no month 00.",
        "250000, there is no month 00.",
        "250431, 2025-04 has no day 31.",
        "250229, 2025-02 has no day 29.",
        "250132, 2025-01 has no day 32."
    })
    void what_is_no_day_is_told(String digits, String why) {
        assertThat(Gs1Date.flawOf(digits, true, 2026)).isEqualTo("is no date YYMMDD: " + why);
    }

    @ParameterizedTest
    @CsvSource({"240229, 2026", "000229, 2026"})
    void a_leap_day_is_one_in_its_own_year(String digits, int thisYear) {
        assertThat(Gs1Date.flawOf(digits, false, thisYear)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"250100, 2026"})
    void day_00_is_none_where_a_day_is_needed(String digits, int thisYear) {
        assertThat(Gs1Date.flawOf(digits, false, thisYear)).contains("needs a day");
    }
}
