package org.lotledger.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LotNumberTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "104303/5",
                "100 E02",
                "%41",
                "ö-7",
                "a",
                "A",
                "0",
                "批号7",
                "\uD835\uDFD9x",
                "A\u00A0B",
                "#?&+\\\"'<>"
            })
    void a_lot_number_is_kept_as_it_was_printed(String printed) {
        assertEquals(printed, new LotNumber(printed).value());
        assertEquals(printed, new LotNumber(printed).toString());
        assertTrue(LotNumber.problemOf(printed).isEmpty());
    }

    @Test
    void composed_and_decomposed_letters_are_the_same_lot() {
        assertEquals(new LotNumber("ö-7"), new LotNumber("o\u0308-7"));
        assertEquals("ö-7", new LotNumber("o\u0308-7").value());
    }

    @Test
    void upper_and_lower_case_are_different_lots() {
        assertFalse(new LotNumber("a7").equals(new LotNumber("A7")));
    }

    @ParameterizedTest
    @ValueSource(strings = {" A 7", "A 7 ", "   A 7   ", "\u00A0A 7\u3000", "\u2003A 7\u202F"})
    void outer_blanks_are_trimmed_and_inner_ones_stay(String raw) {
        assertEquals("A 7", new LotNumber(raw).value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ö", "o\u0308", "\uD835\uDFD9", "\u1F82", "\u03B1\u0313\u0300\u0345"})
    void fifty_code_points_are_allowed_and_fifty_one_are_not(String character) {
        assertTrue(LotNumber.problemOf(character.repeat(50)).isEmpty());
        assertTrue(LotNumber.problemOf("  " + character.repeat(50) + "  ").isEmpty());
        assertEquals(
                "the lot number has 51 characters, at most 50 are allowed",
                LotNumber.problemOf(character.repeat(51)).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "   ", "\u00A0", "\u3000 \u2003"})
    void blank_is_no_lot_number(String raw) {
        assertEquals("the lot number is blank", LotNumber.problemOf(raw).orElseThrow());
        assertThrows(IllegalArgumentException.class, () -> new LotNumber(raw));
    }

    @ParameterizedTest
    @CsvSource({
        "0009, control",
        "000A, control",
        "000D, control",
        "0000, control",
        "001D, control",
        "001F, control",
        "007F, control",
        "0085, control",
        "2028, control",
        "202E, invisible",
        "2066, invisible",
        "061C, invisible",
        "200B, invisible",
        "200D, invisible",
        "00AD, invisible",
        "FEFF, invisible",
        "FE0F, invisible",
        "3164, invisible",
        "E0041, invisible",
        "FFFF, unassigned",
    })
    void what_cannot_be_seen_is_refused_by_name_and_position(String hex, String kind) {
        String raw = "A\uD835\uDFD9" + Character.toString(Integer.parseInt(hex, 16)) + "7";
        String sentence = "the lot number has the " + kind + " character U+" + hex + " at position 3";
        assertEquals(sentence, LotNumber.problemOf(raw).orElseThrow());
        assertEquals(
                sentence,
                assertThrows(IllegalArgumentException.class, () -> new LotNumber(raw))
                        .getMessage());
    }

    @Test
    void a_tab_or_line_end_at_the_edge_is_refused_not_trimmed() {
        assertTrue(LotNumber.problemOf("A7\n").isPresent());
        assertTrue(LotNumber.problemOf("\tA7").isPresent());
    }

    @ParameterizedTest
    @CsvSource({"D83D, 2", "DE00, 2"})
    void half_a_surrogate_pair_is_refused(String hex, int position) {
        // As chars: a test parameter with half a pair would not survive the trip through the runner.
        String raw = "A" + (char) Integer.parseInt(hex, 16) + "7";
        assertEquals(
                "the lot number has the unpaired surrogate character U+" + hex + " at position " + position,
                LotNumber.problemOf(raw).orElseThrow());
    }

    @Test
    void null_is_no_lot_number() {
        assertThrows(IllegalArgumentException.class, () -> new LotNumber(null));
    }

    @Test
    void a_million_accents_are_refused_at_once() {
        String raw = "A" + "\u0301\u0316".repeat(500_000);
        assertTimeoutPreemptively(
                Duration.ofSeconds(1),
                () -> assertEquals(
                        "the lot number has 1000001 characters, at most 50 are allowed",
                        LotNumber.problemOf(raw).orElseThrow()));
    }

    @Test
    void json_is_a_text() throws JsonProcessingException {
        JsonMapper plainMapper = new JsonMapper();
        assertEquals("\"104303/5\"", plainMapper.writeValueAsString(new LotNumber("104303/5")));
        assertEquals(new LotNumber("100 E02"), plainMapper.readValue("\"100 E02\"", LotNumber.class));
    }
}
