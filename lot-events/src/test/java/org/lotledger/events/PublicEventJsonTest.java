package org.lotledger.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class PublicEventJsonTest {

    static final Set<String> GOLDEN_FILES = ContractFiles.goldenFiles();

    private static final String MINIMAL = "LotReceived.v1/minimal.json";

    @ParameterizedTest
    @FieldSource("GOLDEN_FILES")
    void the_writer_writes_each_golden_file(String file) {
        byte[] written = PublicEventJson.write(GoldenEvents.BY_FILE.get(file));
        assertEquals(ContractFiles.golden(file), ContractFiles.tree(written));
    }

    @ParameterizedTest
    @FieldSource("GOLDEN_FILES")
    void the_reader_reads_each_golden_file(String file) {
        byte[] golden = ContractFiles.golden(file).toPrettyString().getBytes(UTF_8);
        assertEquals(GoldenEvents.BY_FILE.get(file), PublicEventJson.read(ContractFiles.typeOf(file), golden));
    }

    @ParameterizedTest
    @FieldSource("GOLDEN_FILES")
    void what_was_read_is_written_with_the_same_bytes(String file) {
        byte[] written = PublicEventJson.write(GoldenEvents.BY_FILE.get(file));
        assertArrayEquals(written, PublicEventJson.write(PublicEventJson.read(ContractFiles.typeOf(file), written)));
    }

    /** The hashes in the golden files were computed elsewhere, so this pins every byte: order, blanks, numbers, UTF-8. */
    @ParameterizedTest
    @CsvSource({
        "LotReceived.v1/minimal.json, LotReceived.v1/full.json",
        "LotReceived.v1/full.json, LotAdjusted.v1/expiration-corrected.json",
        "LotShipped.v1/minimal.json, LotShipped.v1/full.json",
        "LotShipped.v1/full.json, LotAdjusted.v1/receipt-correction-full.json",
        "ItemChanged.v1/minimal.json, ItemChanged.v1/full.json",
        "LocationChanged.v1/minimal.json, LocationChanged.v1/full.json",
    })
    void the_golden_files_are_chained_by_the_hash_of_the_written_bytes(String previous, String next) throws Exception {
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(PublicEventJson.write(GoldenEvents.BY_FILE.get(previous)));
        assertEquals(
                HexFormat.of().formatHex(hash),
                GoldenEvents.BY_FILE.get(next).link().previousHash());
    }

    @Test
    void the_bytes_do_not_depend_on_the_order_in_which_maps_were_filled() {
        LotFact fact = fact();
        Map<String, String> references = new LinkedHashMap<>();
        references.put("transfer", "T-1");
        references.put("assembly", "B-1");
        Map<String, Long> basedOn = new LinkedHashMap<>();
        basedOn.put("shipping", 3L);
        basedOn.put("item-catalog", 2L);
        String json = new String(PublicEventJson.write(new LotReceived(with(fact, references, basedOn))), UTF_8);
        assertTrue(json.contains("\"references\":{\"assembly\":\"B-1\",\"transfer\":\"T-1\"}"), json);
        assertTrue(json.contains("\"basedOn\":{\"item-catalog\":2,\"shipping\":3}"), json);
    }

    @Test
    void null_and_absent_mean_the_same_to_the_reader() {
        ObjectNode golden = ContractFiles.golden(MINIMAL).deepCopy();
        for (String field : Set.of(
                "previousHash",
                "expirationDate",
                "party",
                "references",
                "reasonText",
                "corrects",
                "basedOn",
                "reason")) {
            golden.putNull(field);
        }
        assertEquals(GoldenEvents.BY_FILE.get(MINIMAL), read(golden));
    }

    @Test
    void a_lot_number_that_is_not_composed_is_read_as_the_composed_one() {
        ObjectNode golden =
                ContractFiles.golden("LotAdjusted.v1/assembly-output.json").deepCopy();
        golden.put("lotNumber", "o\u0308-7");
        assertEquals(
                GoldenEvents.BY_FILE.get("LotAdjusted.v1/assembly-output.json"),
                PublicEventJson.read(EventType.LOT_ADJUSTED, golden.toString().getBytes(UTF_8)));
    }

    @Test
    void an_instant_of_another_offset_or_finer_than_microseconds_is_read_as_ours() {
        ObjectNode golden = ContractFiles.golden(MINIMAL).deepCopy();
        golden.put("occurredAt", "2026-11-02T09:15:00.000000999+01:00");
        assertEquals(GoldenEvents.BY_FILE.get(MINIMAL), read(golden));
    }

    @Test
    void reason_is_an_unknown_field_to_the_other_lot_events() {
        ObjectNode golden = ContractFiles.golden(MINIMAL).deepCopy();
        golden.putArray("reason").add(1e300).add("anything");
        assertEquals(GoldenEvents.BY_FILE.get(MINIMAL), read(golden));
    }

    @Test
    void an_event_too_large_for_kafka_is_refused_when_it_is_written() {
        String reference = "x".repeat(PublicEventJson.BYTES_MAX);
        LotReceived large = new LotReceived(with(fact(), Map.of("order", reference), Map.of()));
        assertThrows(IllegalArgumentException.class, () -> PublicEventJson.write(large));
    }

    static Stream<Arguments> unreadable() {
        String minimal = ContractFiles.golden(MINIMAL).toString();
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("blanks", "   "),
                Arguments.of("null", "null"),
                Arguments.of("a number", "7"),
                Arguments.of("a text", "\"LotReceived\""),
                Arguments.of("a list", "[" + minimal + "]"),
                Arguments.of("an empty object", "{}"),
                Arguments.of("no JSON", "quantityChange=30"),
                Arguments.of("cut off", minimal.substring(0, minimal.length() / 2)),
                Arguments.of("two objects", minimal + minimal),
                Arguments.of("something behind", minimal + "x"),
                Arguments.of("a field twice", minimal.replace("{\"eventId\"", "{\"quantityChange\":1,\"eventId\"")),
                Arguments.of("an unknown field twice", minimal.replace("{\"eventId\"", "{\"x\":1,\"x\":1,\"eventId\"")),
                Arguments.of("deep lists", "[".repeat(100_000)),
                Arguments.of("deep objects", "{\"a\":".repeat(100_000)),
                Arguments.of("deep unknown field", with(minimal, "x", "[".repeat(100_000) + "]".repeat(100_000))),
                Arguments.of("deep reason", with(minimal, "reason", "[".repeat(100_000) + "]".repeat(100_000))),
                Arguments.of("a huge name", with(minimal, "x".repeat(100_000), "1")),
                Arguments.of("a huge text", with(minimal, "reasonText", "\"" + "x".repeat(2_000_000) + "\"")),
                Arguments.of("a huge lot number", lotNumber("A" + "\u0316\u0301".repeat(100_000))),
                Arguments.of("a huge number", quantity("9".repeat(500_000))),
                Arguments.of("many decimals", quantity("0." + "1".repeat(500_000))),
                Arguments.of("a huge exponent", quantity("1e1000000000")),
                Arguments.of("a tiny exponent", quantity("1e-1000000000")),
                Arguments.of("an exponent beyond int", quantity("1e99999999999999")),
                Arguments.of("a huge exponent for a line", minimal.replace("\"line\":1", "\"line\":1e1000000000")),
                Arguments.of("a huge exponent for a sequence", with(minimal, "basedOn", "{\"shipping\":1e1000000000}")),
                Arguments.of(
                        "a huge exponent for an instant",
                        minimal.replaceFirst("\"occurredAt\":\"[^\"]*\"", "\"occurredAt\":1e1000000000")),
                Arguments.of("a fraction for a line", minimal.replace("\"line\":1", "\"line\":1.5")),
                Arguments.of("not a number", quantity("NaN")),
                Arguments.of("a number as text", quantity("\"30\"")),
                Arguments.of("a text as number", minimal.replace("\"GAUZE-10\"", "10")),
                Arguments.of("a sequence as text", with(minimal, "basedOn", "{\"shipping\":\"1\"}")),
                Arguments.of("a null sequence", with(minimal, "basedOn", "{\"shipping\":null}")),
                Arguments.of("a null reference", with(minimal, "references", "{\"order\":null}")),
                Arguments.of("references as list", with(minimal, "references", "[]")),
                Arguments.of("references as text", with(minimal, "references", "\"\"")),
                Arguments.of("a document type by number", minimal.replace("\"RECEIPT\"", "0")),
                Arguments.of(
                        "an instant as number", minimal.replaceFirst("\"occurredAt\":\"[^\"]*\"", "\"occurredAt\":0")),
                Arguments.of(
                        "an instant beyond year 9999",
                        minimal.replace("\"2026-11-02T08:15:00Z\"", "\"+1000000000-12-31T23:59:59Z\"")),
                Arguments.of("a date as list", with(minimal, "expirationDate", "[2030,6,30]")),
                Arguments.of("a date as number", with(minimal, "expirationDate", "1")),
                Arguments.of("a date with a time", with(minimal, "expirationDate", "\"2030-06-30T00:00:00Z\"")),
                Arguments.of("a date beyond year 9999", with(minimal, "expirationDate", "\"+999999999-12-31\"")),
                Arguments.of("a control character in the lot number", lotNumber("A\\u0009B")),
                Arguments.of("a bidi character in the lot number", lotNumber("A\\u202EB")),
                Arguments.of("half a surrogate pair in the lot number", lotNumber("A\\uD83D")),
                Arguments.of("half a surrogate pair in a text", with(minimal, "reasonText", "\"\\uD83D\"")),
                Arguments.of("U+0000 in a text", with(minimal, "reasonText", "\"\\u0000\"")),
                Arguments.of("U+0000 in a code", minimal.replace("MAIN", "MA\\u0000IN")),
                Arguments.of("the lotId of another lot", minimal.replace("\"104303/5\"", "\"104303/6\"")),
                Arguments.of("the eventId of another lot", minimal.replaceFirst("receiving\\.1e", "receiving.2e")),
                Arguments.of("an eventId of other form", minimal.replaceFirst("receiving\\.[^\"]*", "receiving")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void what_cannot_be_read_is_said_in_one_sentence(String name, String json) {
        UnreadableEvent unreadable = assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThrows(
                        UnreadableEvent.class,
                        () -> PublicEventJson.read(EventType.LOT_RECEIVED, json.getBytes(UTF_8))));
        String message = unreadable.getMessage();
        assertTrue(message.startsWith("LotReceived.v1 cannot be read: "), message);
        assertTrue(message.length() <= UnreadableEvent.MESSAGE_LENGTH_MAX, message);
        assertTrue(message.chars().noneMatch(Character::isISOControl), message);
    }

    @Test
    void bytes_that_are_not_utf_8_cannot_be_read() {
        byte[] golden = ContractFiles.golden(MINIMAL).toString().getBytes(UTF_8);
        for (int at = 0; at < golden.length; at++) {
            byte[] broken = golden.clone();
            broken[at] = (byte) 0xC0;
            assertThrows(UnreadableEvent.class, () -> PublicEventJson.read(EventType.LOT_RECEIVED, broken));
        }
    }

    /** Each byte of each golden file is changed once, by turns to one of these, so that the test stays short. */
    @Test
    void a_changed_byte_is_read_or_unreadable_and_nothing_else() {
        byte[] changes = {0, '"', '{', '}', ',', '-', '0', '9', '\\', 'e', (byte) 0xFF};
        for (String file : GOLDEN_FILES) {
            byte[] golden = PublicEventJson.write(GoldenEvents.BY_FILE.get(file));
            for (int at = 0; at < golden.length; at++) {
                byte[] broken = golden.clone();
                broken[at] = changes[at % changes.length];
                try {
                    PublicEventJson.read(ContractFiles.typeOf(file), broken);
                } catch (UnreadableEvent expected) {
                    // The only exception a reader may throw.
                }
            }
        }
    }

    @Test
    void the_sentence_names_the_field_and_the_rule() {
        String minimal = ContractFiles.golden(MINIMAL).toString();
        assertEquals(
                "LotReceived.v1 cannot be read: at quantityChange: the quantity 1E+1000000000 has more than 15 digits"
                        + " before the point",
                problem(quantity("1e1000000000")));
        assertEquals(
                "LotReceived.v1 cannot be read: quantityChange of a receipt must be more than 0, is 0",
                problem(quantity("0")));
        assertEquals(
                "LotReceived.v1 cannot be read: at document: document.line must be at least 1, is 0",
                problem(minimal.replace("\"line\":1", "\"line\":0")));
        assertEquals(
                "LotReceived.v1 cannot be read: itemCode is missing",
                problem(minimal.replace("\"itemCode\"", "\"item\"")));
    }

    private static String problem(String json) {
        return assertThrows(
                        UnreadableEvent.class, () -> PublicEventJson.read(EventType.LOT_RECEIVED, json.getBytes(UTF_8)))
                .getMessage();
    }

    private static String quantity(String number) {
        return ContractFiles.golden(MINIMAL)
                .toString()
                .replace("\"quantityChange\":30", "\"quantityChange\":" + number);
    }

    private static String lotNumber(String escaped) {
        return ContractFiles.golden(MINIMAL).toString().replace("104303/5", escaped);
    }

    private static String with(String object, String field, String json) {
        return "{\"" + field + "\":" + json + "," + object.substring(1);
    }

    private static PublicEvent read(ObjectNode json) {
        return PublicEventJson.read(EventType.LOT_RECEIVED, json.toString().getBytes(UTF_8));
    }

    private static LotFact fact() {
        return ((LotReceived) GoldenEvents.BY_FILE.get(MINIMAL)).fact();
    }

    private static LotFact with(LotFact fact, Map<String, String> references, Map<String, Long> basedOn) {
        return new LotFact(
                fact.link(),
                fact.lotId(),
                fact.itemCode(),
                fact.lotNumber(),
                fact.expirationDate(),
                fact.quantityChange(),
                fact.unit(),
                fact.location(),
                fact.document(),
                fact.party(),
                references,
                fact.reasonText(),
                Instant.parse("2026-11-02T08:15:00Z"),
                fact.recordedAt(),
                fact.actor(),
                fact.corrects(),
                basedOn);
    }
}
