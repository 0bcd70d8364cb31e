package org.lotledger.catalog.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.catalog.scan.Scans.GS;
import static org.lotledger.catalog.scan.Scans.THIS_YEAR;
import static org.lotledger.catalog.scan.Scans.read;
import static org.lotledger.catalog.scan.Scans.scan;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.lotledger.catalog.item.Gtin;

/**
 * Goal: whatever is encoded from valid elements is read back or refused, never read as something else, and no text breaks
 * the reader. Method: random elements of all AIs, written in each form, with and without their separators, and damaged.
 */
class ScanPropertiesTest {
    private static final String SIGNS = "!\"%&'*+,-./:;=?_";

    @Property
    void what_is_encoded_is_read_back(@ForAll("elements") List<Element> elements) {
        assertThat(read("]C1" + encoded(elements, "" + GS)).elements()).isEqualTo(elements);
        assertThat(read(GS + encoded(elements, "" + GS)).elements()).isEqualTo(elements);
    }

    @Property
    void any_separator_serves(@ForAll("elements") List<Element> elements, @ForAll("separators") String separator) {
        Assume.that(elements.stream().noneMatch(element -> element.value().contains("#")));
        assertThat(read(separator + encoded(elements, separator)).elements()).isEqualTo(elements);
    }

    @Property
    void what_people_write_is_read_back(@ForAll("elements") List<Element> elements) {
        String text = elements.stream().map(Element::toString).collect(Collectors.joining());
        assertThat(read(text).elements()).isEqualTo(elements);
    }

    /** Of the AIs of goods; the others are looked for only where the text cannot be read otherwise. */
    @Property
    void without_separators_nothing_else_is_ever_read(@ForAll("elementsOfGoods") List<Element> elements) {
        String text = encoded(elements, "");
        // What happens to be a bare GTIN is one: BareGtin says why.
        Assume.that(Gtin.flawOf(text) != null);
        switch (scan(text)) {
            case Scan.Read read -> assertThat(read.reading().elements()).isEqualTo(elements);
            case Scan.Ambiguous ambiguous -> {
                if (ambiguous.candidates().size() < Scan.CANDIDATES_MAX
                        && !ambiguous.reason().contains("at least")) {
                    assertThat(ambiguous.candidates())
                            .extracting(ScanReading::elements)
                            .contains(elements);
                }
            }
            case Scan.Invalid invalid -> assertThat(text).as("%s", invalid).hasSizeGreaterThan(200);
        }
    }

    @Property
    void a_wrong_check_digit_is_never_accepted(
            @ForAll("gtins") String gtin,
            @ForAll @IntRange(min = 0, max = 13) int place,
            @ForAll("elements") List<Element> others) {
        char[] digits = gtin.toCharArray();
        digits[place] = (char) ('0' + (digits[place] - '0' + 1) % 10);
        List<Element> damaged = new ArrayList<>(List.of(new Element("01", new String(digits))));
        others.stream().filter(element -> !element.ai().equals("01")).forEach(damaged::add);

        assertThat(scan("]C1" + encoded(damaged, "" + GS))).isInstanceOf(Scan.Invalid.class);
        assertThat(scan(damaged.stream().map(Element::toString).collect(Collectors.joining())))
                .isInstanceOf(Scan.Invalid.class);
    }

    @Property
    void a_digital_link_is_read_back(
            @ForAll("gtins") String gtin, @ForAll("texts") String lot, @ForAll("texts") String serial) {
        String text = "https://example.com/01/" + gtin + "/10/" + escaped(lot) + "/21/" + escaped(serial)
                + "?17=251231&240=" + escaped(lot);

        assertThat(read(text).elements())
                .containsExactly(
                        new Element("01", gtin),
                        new Element("10", lot),
                        new Element("21", serial),
                        new Element("17", "251231"),
                        new Element("240", lot));
    }

    @Property
    void every_gtin_is_read_where_the_symbol_is_known(@ForAll("gtins") String gtin) {
        assertThat(read("]I1" + gtin).gtin14()).isEqualTo(gtin);
        switch (scan(gtin)) {
            case Scan.Read read -> assertThat(read.reading().gtin14()).isEqualTo(gtin);
            case Scan.Ambiguous ambiguous ->
                assertThat(ambiguous.candidates().getFirst().gtin14()).isEqualTo(gtin);
            case Scan.Invalid invalid -> assertThat(invalid).isNull();
        }
    }

    @Property
    void no_text_breaks_the_reader_and_what_it_reads_it_reads_again(@ForAll("garbage") String text) {
        switch (scan(text)) {
            case Scan.Read read -> assertSound(read.reading());
            case Scan.Ambiguous ambiguous -> {
                assertThat(ambiguous.candidates()).isNotEmpty().doesNotHaveDuplicates();
                ambiguous.candidates().forEach(ScanPropertiesTest::assertSound);
            }
            case Scan.Invalid invalid ->
                assertThat(invalid.problems())
                        .isNotEmpty()
                        .allSatisfy(problem -> assertThat(problem.position()).isBetween(0, text.length()));
        }
    }

    private static void assertSound(ScanReading reading) {
        assertThat(reading.elements()).isNotEmpty();
        assertThat(read("]C1" + encoded(reading.elements(), "" + GS))).isEqualTo(reading);
    }

    /** By the standard: a separator after each value whose length is not predefined, unless it is the last. */
    private static String encoded(List<Element> elements, String separator) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < elements.size(); i++) {
            Element element = elements.get(i);
            text.append(element.ai()).append(element.value());
            boolean isLast = i + 1 == elements.size();
            if (!isLast && !AiTable.byCode(element.ai()).hasPredefinedLength()) {
                text.append(separator);
            }
        }
        return text.toString();
    }

    private static String escaped(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Provide
    Arbitrary<String> separators() {
        return Arbitraries.of("#", "|", "~", "^", "^]", "{GS}", "<GS>", "[FNC1]");
    }

    @Provide
    Arbitrary<List<Element>> elements() {
        return elementsOf(AiList.all());
    }

    @Provide
    Arbitrary<List<Element>> elementsOfGoods() {
        return elementsOf(AiList.all().stream().filter(Ai::isOfGoods).toList());
    }

    /** One to six that may stand together. */
    private static Arbitrary<List<Element>> elementsOf(List<Ai> ais) {
        List<Ai> frequent = ais.stream()
                .filter(ai -> ai.isOfGoods() && ai.code().length() == 2)
                .toList();
        return Arbitraries.oneOf(Arbitraries.of(frequent), Arbitraries.of(ais))
                .flatMap(ai -> values(ai).map(value -> new Placed(ai, value, 0)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(ScanPropertiesTest::compatible);
    }

    private static List<Element> compatible(List<Placed> drawn) {
        List<Placed> kept = new ArrayList<>();
        Set<Ai> seen = new HashSet<>();
        for (Placed placed : drawn) {
            kept.add(placed);
            if (!seen.add(placed.ai()) || !Pairings.problemsOf(kept, THIS_YEAR).isEmpty()) {
                kept.removeLast();
            }
        }
        return kept.stream().map(Placed::element).toList();
    }

    private static Arbitrary<String> values(Ai ai) {
        List<Arbitrary<String>> parts = new ArrayList<>();
        ai.parts().stream().filter(part -> !part.optional()).forEach(part -> parts.add(values(part)));
        return Combinators.combine(parts).as(values -> String.join("", values));
    }

    private static Arbitrary<String> values(Part part) {
        Arbitrary<String> digits =
                Arbitraries.strings().numeric().ofMinLength(part.lengthMin()).ofMaxLength(part.lengthMax());
        return switch (part.content()) {
            case CHECKED -> digits.map(ScanPropertiesTest::withCheckDigit);
            case DATE -> dates(1);
            case DATE_OR_MONTH -> dates(0);
            case TIME -> Arbitraries.of("0000", "2359", "1200");
            case HOUR -> Arbitraries.of("00", "23");
            case PIECE_OF_TOTAL -> Arbitraries.of("0101", "0102", "1199");
            case ZERO, ZERO_OR_ONE -> Arbitraries.just("0");
            case NO_LEADING_ZERO -> digits.map(value -> "1" + value.substring(1));
            case MINUTE_OR_SECOND, MINUS -> throw new IllegalArgumentException("only optional parts are these");
            case ANYTHING ->
                switch (part.alphabet()) {
                    case DIGITS -> digits;
                    case SET_82 -> texts(SIGNS, part);
                    case SET_39 ->
                        Arbitraries.strings()
                                .numeric()
                                .withCharRange('A', 'Z')
                                .withChars("-/#")
                                .ofMinLength(part.lengthMin())
                                .ofMaxLength(part.lengthMax());
                    case BASE_64 -> texts("-_=", part);
                };
        };
    }

    private static Arbitrary<String> texts(String signs, Part part) {
        return Arbitraries.strings()
                .numeric()
                .alpha()
                .withChars(signs)
                .ofMinLength(part.lengthMin())
                .ofMaxLength(part.lengthMax());
    }

    private static Arbitrary<String> dates(int dayMin) {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 99),
                        Arbitraries.integers().between(1, 12),
                        Arbitraries.integers().between(dayMin, 28))
                .as("%02d%02d%02d"::formatted);
    }

    private static String withCheckDigit(String digits) {
        String body = digits.substring(0, digits.length() - 1);
        return body + Gtin.checkDigitOf(body);
    }

    @Provide
    Arbitrary<String> gtins() {
        return Arbitraries.strings().numeric().ofLength(14).map(ScanPropertiesTest::withCheckDigit);
    }

    @Provide
    Arbitrary<String> texts() {
        return texts(SIGNS + "()<>", Part.textUpTo(20));
    }

    /** From all of Unicode, from what texts of GS1 are made of, and from their building blocks. */
    @Provide
    Arbitrary<String> garbage() {
        Arbitrary<String> blocks = Arbitraries.of(
                        "01",
                        "09506000134352",
                        "10",
                        "17",
                        "251231",
                        "251331",
                        "21",
                        "30",
                        "3103",
                        "001250",
                        "(",
                        ")",
                        "(10)",
                        "(01)",
                        "ABC",
                        "#",
                        "|",
                        "{GS}",
                        "" + GS,
                        "]C1",
                        "]E0",
                        "https://",
                        "/",
                        "?",
                        "=",
                        "%2F",
                        "%",
                        " ",
                        "\u00E4",
                        "\uD83D",
                        "99",
                        "7003",
                        "8010",
                        "422")
                .list()
                .ofMaxSize(14)
                .map(list -> String.join("", list));
        return Arbitraries.oneOf(
                blocks,
                Arbitraries.strings().all().ofMaxLength(60),
                Arbitraries.strings().numeric().withChars("()]#|%/.ABC" + GS).ofMaxLength(80),
                Arbitraries.strings().numeric().ofMaxLength(60),
                blocks.map(block -> "https://example.com/01/09506000134352/" + block),
                blocks.map(block -> "(10)" + block));
    }
}
