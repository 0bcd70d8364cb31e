package org.lotledger.ledger.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lotledger.events.LotId;
import org.lotledger.events.LotNumber;

/** Wordings as they stand in public notices; the lot numbers are ours. */
class NoticeMatchTest {
    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
                    Lot# 02591715 ~ 02591715
                    Lot:20289  Best by:1/13/2021 ~ 20289
                    LOT #2009073 EXP DATE 09/2022 ~ 2009073
                    Lots: 09-27-2020 A; 09-28-2020 A ~ 09-28-2020 A
                    Batch Numbers: 0240C60404,1166C60401 ~ 1166C60401
                    Lot 104303/5, sold in May ~ 104303/5
                    batch 100 E02. ~ 100 E02
                    Lot No 5%B (glass) ~ 5%B
                    Lot codes: 124, 159 ~ 159
                    Lot 7 ~ 7
                    Lot A ~ A
                    Recalled because of salt. 30508DA010 ~ 30508DA010""")
    void a_number_that_the_notice_names_is_a_hit(String notice, String lotNumber) {
        NoticeMatch match = match(notice, lot(lotNumber));
        assertThat(numbers(match.hits())).containsExactly(lotNumber);
        assertThat(match.hits().getFirst().matched()).containsExactly(lotNumber);
        assertThat(match.possible()).isEmpty();
        assertThat(match.excluded()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
                    Lot K0W183 ~ KOWI83 ~ K0W183
                    Lot 2023-06871 ~ 202306871 ~ 2023-06871
                    Lot a17bc ~ A17BC ~ a17bc
                    Lot 100E02 ~ 100 E02 ~ 100E02
                    UPC 8500293 ~ 8500293 ~ 8500293
                    Lot KX2064/KX2065 ~ KX2065 ~ KX2065
                    Weight 7424 ~ 7424 ~""")
    void look_alikes_and_numbers_under_another_word_are_possible(String notice, String lotNumber, String matched) {
        NoticeMatch match = match(notice, lot(lotNumber));
        assertThat(match.hits()).isEmpty();
        if (matched == null) {
            assertThat(match.possible()).isEmpty();
        } else {
            assertThat(match.possible().getFirst().matched()).containsExactly(matched);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
                    Lot 1234567 ~ 123456
                    Lot 123456 ~ 1234567
                    Sold in 12 states ~ 12
                    A lot of people ~ people
                    Best by 12/07/23 ~ 12
                    All lots ~ L-1""")
    void parts_of_numbers_and_everyday_words_are_nothing(String notice, String lotNumber) {
        NoticeMatch match = match(notice, lot(lotNumber));
        assertThat(match).isEqualTo(new NoticeMatch(List.of(), List.of(), List.of()));
    }

    @Test
    void a_range_of_lots_hits_both_ends_and_excludes_what_is_outside() {
        NoticeMatch match = match(
                "Lots P88226 through P88228 are affected",
                lot("P88225"),
                lot("P88226"),
                lot("P88227"),
                lot("P88228"),
                lot("P88229"),
                lot("P8822"),
                lot("Q88227"));
        assertThat(numbers(match.hits())).containsExactly("P88226", "P88227", "P88228");
        assertThat(match.hits().get(1).matched()).containsExactly("P88226 through P88228");
        assertThat(numbers(match.excluded())).containsExactly("P88225", "P88229");
        assertThat(match.possible()).isEmpty();
    }

    @Test
    void a_range_with_a_hyphen_is_read_and_a_number_with_a_hyphen_stays_one() {
        assertThat(numbers(match("Lot codes 24024-24027", lot("24026")).hits())).containsExactly("24026");
        assertThat(numbers(match("Lot 063-0723", lot("063-0723")).hits())).containsExactly("063-0723");
        assertThat(match("Lot 24024-43", lot("24030")).hits()).isEmpty();
        assertThat(match("Lots 24027 to 24024", lot("24026")).hits()).isEmpty();
    }

    @Test
    void a_range_of_codes_that_may_be_lots_is_possible_and_one_of_product_codes_is_nothing() {
        assertThat(numbers(match("Codes 09052021 through 09252021", lot("09102021"))
                        .possible()))
                .containsExactly("09102021");
        NoticeMatch products = match("Product codes 09052021 through 09252021", lot("09102021"));
        assertThat(products.hits()).isEmpty();
        assertThat(products.possible()).isEmpty();
    }

    @Test
    void lots_of_items_that_are_not_hit_are_not_called_excluded() {
        assertThat(match("Lots 24024 to 24027", lot("24099")).excluded()).isEmpty();
    }

    @Test
    void a_lot_that_expires_outside_of_the_dates_told_is_excluded() {
        String notice = "Lots 14121, 14122 with Best By dates between January 11, 2023 and 01/11/2025";
        NoticeMatch match = match(
                notice,
                expires("14121", LocalDate.of(2025, 11, 1)),
                expires("14121", LocalDate.of(2023, 1, 11)),
                expires("14122", LocalDate.of(2023, 1, 10)),
                lot("14122"));
        assertThat(match.hits()).hasSize(3);
        assertThat(match.hits().getFirst().matched())
                .containsExactly("14121", "Best By dates between January 11, 2023 and 01/11/2025");
        assertThat(match.excluded()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
                    Lot 14121 use by on or before 11/2020 ~ 2020-11-30 ~ 2020-12-01
                    Lot 14121 exp. up to 4-JUN-2024 ~ 2024-06-04 ~ 2024-06-05
                    Lot 14121 Expiration dates between May 01, 2021 thru June 11, 2022 ~ 2022-06-11 ~ 2022-06-12
                    Lot 14121 use by 2024-02-01 - 2024-02-09 ~ 2024-02-01 ~ 2024-01-31
                    Lot 14121 best before after 04JUL2024 ~ 2024-07-05 ~ 2024-07-03""")
    void dates_are_read_in_the_forms_that_notices_use(String notice, LocalDate inside, LocalDate outside) {
        assertThat(match(notice, expires("14121", inside)).hits()).hasSize(1);
        assertThat(match(notice, expires("14121", outside)).excluded()).hasSize(1);
    }

    @Test
    void nobody_is_excluded_by_dates_that_stand_beside_single_dates() {
        String notice = "Lot 14121 Best by 1/5/2023; lot 99999 best by 01/01/2020 - 02/01/2020";
        assertThat(match(notice, expires("14121", LocalDate.of(2024, 1, 1))).hits())
                .hasSize(1);
        assertThat(match("Lot 14121 best by 3/4/24 and 3/5/24", expires("14121", LocalDate.of(2025, 1, 1)))
                        .hits())
                .hasSize(1);
    }

    @Test
    void a_lot_that_is_excepted_is_excluded() {
        NoticeMatch match = match("All lots except lot 14121. Lot 14122 is affected.", lot("14121"), lot("14122"));
        assertThat(numbers(match.excluded())).containsExactly("14121");
        assertThat(numbers(match.hits())).containsExactly("14122");
    }

    @Test
    void the_longest_text_is_read_soon() {
        Notice notice = Notice.read("Lot 1a ".repeat(Notice.CHARACTERS_MAX / 7));
        assertThat(notice.phrases()).hasSizeLessThan(20);
        assertThat(Notice.read("x1 -".repeat(Notice.CHARACTERS_MAX / 4)).lotRanges())
                .isEmpty();
        assertThat(Notice.read("best by ".repeat(Notice.CHARACTERS_MAX / 8)).dateRanges())
                .isEmpty();
        assertThat(Notice.read(" ".repeat(Notice.CHARACTERS_MAX)).phrases()).isEmpty();
    }

    private static NoticeMatch match(String notice, KnownLot... lots) {
        return NoticeMatch.of(Notice.read(notice), List.of(lots));
    }

    private static KnownLot lot(String number) {
        return expires(number, null);
    }

    private static KnownLot expires(String number, LocalDate date) {
        return new KnownLot(LotId.of("GAUZE", new LotNumber(number)), "GAUZE", number, date);
    }

    private static List<String> numbers(List<NoticeMatch.Found> found) {
        return found.stream().map(NoticeMatch.Found::lotNumber).toList();
    }
}
