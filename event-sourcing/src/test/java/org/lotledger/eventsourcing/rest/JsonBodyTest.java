package org.lotledger.eventsourcing.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
    private static final int BYTES_MAX = 10_000;
    private final JsonBody bodies =
            new JsonBody(Validation.buildDefaultValidatorFactory().getValidator());

    enum Kind {
        ONE,
        TWO
    }

    record Order(
            @NotNull @Pattern(regexp = "[A-Z]{1,3}", message = "must be 1 to 3 capital letters.")
            String code,

            @NotNull Kind kind,
            LocalDate date,
            Boolean urgent,
            @NotNull List<@NotNull @Valid Line> lines,
            Instant at,
            Map<String, @NotNull String> names) {
        Order(String code, Kind kind, LocalDate date, Boolean urgent, List<Line> lines) {
            this(code, kind, date, urgent, lines, null, null);
        }
    }

    record Line(@NotNull Integer number, @NotNull BigDecimal quantity, String note) {}

    @Test
    void a_sound_body_is_read() {
        Order order = read("""
                {"code":"ABC","kind":"TWO","date":"2026-01-31","lines":[{"number":1,"quantity":1.50}]}""");
        assertThat(order.kind()).isEqualTo(Kind.TWO);
        assertThat(order.lines().getFirst().quantity()).isEqualByComparingTo("1.5");
    }

    @Test
    void every_mistake_is_told_at_once_with_its_place() {
        assertThat(problems("""
                        {"code":"abcd","kind":"SIX","date":"2026-02-30","urgent":"yes","colour":"red",
                         "lines":[{"number":1.5,"quantity":"2","note":7},null,{"quantity":1,"x/y":1}]}"""))
                .containsExactlyInAnyOrder(
                        "/code FIELD_INVALID",
                        "/kind FIELD_INVALID",
                        "/date FIELD_INVALID",
                        "/urgent FIELD_INVALID",
                        "/colour UNKNOWN_FIELD",
                        "/lines/0/number FIELD_INVALID",
                        "/lines/0/quantity FIELD_INVALID",
                        "/lines/0/note FIELD_INVALID",
                        "/lines/1 FIELD_MISSING",
                        "/lines/2/number FIELD_MISSING",
                        "/lines/2/x~1y UNKNOWN_FIELD");
    }

    @Test
    void missing_fields_are_told_as_missing() {
        assertThat(problems("{}"))
                .containsExactlyInAnyOrder("/code FIELD_MISSING", "/kind FIELD_MISSING", "/lines FIELD_MISSING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1,", "{\"code\":1,\"code\":2}", "{} {}", "{\"code\":NaN}", "nul"})
    void what_is_no_json_is_malformed(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(ProblemException.class)
                .extracting(e -> ((ProblemException) e).problem().code())
                .isEqualTo("MALFORMED");
    }

    @Test
    void nesting_beyond_reason_is_malformed() {
        assertThatThrownBy(() -> read("[".repeat(5_000)))
                .extracting(e -> ((ProblemException) e).problem().code())
                .isEqualTo("MALFORMED");
    }

    @Test
    void a_body_beyond_the_limit_is_too_large() {
        assertThat(read(padded(BYTES_MAX)).code()).isEqualTo("ABC");
        assertThatThrownBy(() -> read(padded(BYTES_MAX + 1)))
                .extracting(e -> ((ProblemException) e).problem().status())
                .isEqualTo(413);
    }

    private static String padded(int bytes) {
        String body = "{\"code\":\"ABC\",\"kind\":\"ONE\",\"lines\":[]}";
        return body + " ".repeat(bytes - body.length());
    }

    @Test
    void an_exponent_bomb_is_read_without_being_expanded() {
        assertThat(read("{\"code\":\"ABC\",\"kind\":\"ONE\",\"lines\":[{\"number\":1,\"quantity\":1e1000000000}]}")
                        .lines())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1E+99999999999999999999",
                "1e-99999999999999999999",
                "10E2147483647",
                "1e1000000000",
                "0e2147483648"
            })
    void a_number_is_read_or_refused_whatever_its_exponent(String number) {
        for (String body : List.of(
                "{\"code\":" + number + "}",
                "{\"date\":" + number + "}",
                "{\"lines\":[{\"number\":" + number + ",\"quantity\":1}]}",
                number)) {
            assertThatThrownBy(() -> read(body)).as(body).isInstanceOf(ProblemException.class);
        }
        String quantity = "{\"code\":\"ABC\",\"kind\":\"ONE\",\"lines\":[{\"number\":1,\"quantity\":" + number + "}]}";
        try {
            assertThat(read(quantity).lines()).hasSize(1);
        } catch (ProblemException refused) {
            assertThat(refused.problem().code()).isIn("MALFORMED", "FIELD_INVALID");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "1",
                "1.5",
                "true",
                "\"\"",
                "\" \"",
                "[\"2026-01-31\"]",
                "[2026,1,31]",
                "\"+10000-01-01\"",
                "\"-0001-01-01\"",
                "\"0000-01-01\"",
                "\"2026-01-31T00:00:00Z\"",
                "\"2026-02-29\"",
                "\"2026-1-31\""
            })
    void nothing_but_a_date_is_a_date(String value) {
        assertThat(problems("{\"code\":\"A\",\"kind\":\"ONE\",\"lines\":[],\"date\":" + value + "}"))
                .containsExactly("/date FIELD_INVALID");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "1",
                "1.5",
                "false",
                "\"\"",
                "\"2026-01-31\"",
                "\"+10000-01-01T00:00:00Z\"",
                "\"+1000000000-12-31T23:59:59Z\"",
                "\"0000-12-31T23:59:59Z\"",
                "\"9999-12-31T23:59:59-01:00\"",
                "\"2026-01-31T25:00:00Z\"",
                "\"2026-01-31T00:00:00\""
            })
    void nothing_but_an_instant_is_an_instant(String value) {
        assertThat(problems("{\"code\":\"A\",\"kind\":\"ONE\",\"lines\":[],\"at\":" + value + "}"))
                .containsExactly("/at FIELD_INVALID");
    }

    @Test
    void the_first_and_the_last_year_are_read() {
        for (String year : List.of("0001", "9999")) {
            assertThat(read("{\"code\":\"A\",\"kind\":\"ONE\",\"lines\":[],\"date\":\"" + year + "-12-31\",\"at\":\""
                                    + year + "-12-31T23:59:59.999999Z\"}")
                            .date())
                    .hasYear(Integer.parseInt(year));
        }
        assertThat(read("{\"code\":\"A\",\"kind\":\"ONE\",\"lines\":[],\"at\":\"2026-01-31T10:30:00+01:00\"}")
                        .at())
                .isEqualTo("2026-01-31T09:30:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"x\"", "true", "[]", "[1]", "\"\""})
    void an_object_is_wanted_where_there_are_fields(String value) {
        String rest = "{\"code\":\"A\",\"kind\":\"ONE\",\"lines\":[";
        assertThat(problems(rest + value + "]}")).containsExactly("/lines/0 FIELD_INVALID");
        assertThat(problems(rest + "],\"names\":" + value + "}")).containsExactly("/names FIELD_INVALID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"x\"", "true", "{}", "\"\"", "{\"0\":1}"})
    void a_list_is_wanted_where_there_are_many(String value) {
        assertThat(problems("{\"code\":\"A\",\"kind\":\"ONE\",\"lines\":" + value + "}"))
                .containsExactly("/lines FIELD_INVALID");
    }

    @Test
    void a_mistake_does_not_hide_those_behind_it() {
        assertThat(problems("""
                        {"kind":{"x":[1,{"y":2}]},"date":[[],{}],"lines":[[1,[2]],{"number":{"a":1},"quantity":[]}],
                         "names":{"a":1,"b":{"c":2},"d":null},"code":"A","zz":{"deep":[1]}}"""))
                .containsExactlyInAnyOrder(
                        "/kind FIELD_INVALID",
                        "/date FIELD_INVALID",
                        "/lines/0 FIELD_INVALID",
                        "/lines/1/number FIELD_INVALID",
                        "/lines/1/quantity FIELD_INVALID",
                        "/names/a FIELD_INVALID",
                        "/names/b FIELD_INVALID",
                        "/names/d FIELD_MISSING",
                        "/zz UNKNOWN_FIELD");
    }

    @Test
    void what_a_patch_takes_away_must_be_a_field() {
        Order current = new Order("ABC", Kind.ONE, null, null, List.of(), null, Map.of("a", "1"));

        assertThat(problemsOfPatch("{\"noSuchField\":null}", current)).containsExactly("/noSuchField UNKNOWN_FIELD");
        assertThat(problemsOfPatch("{\"lines\":[{\"number\":1,\"quantity\":1,\"no\":null}]}", current))
                .containsExactly("/lines/0/no UNKNOWN_FIELD");
        assertThat(patch("{\"names\":{\"a\":null,\"b\":null}}", current).names())
                .isEmpty();
        assertThat(patch("{\"at\":null}", current)).isEqualTo(current);
    }

    /** Bodies that are small to send and much work, if one is careless. */
    static Stream<Arguments> costly() {
        String sound = "{\"code\":\"ABC\",\"kind\":\"ONE\",\"lines\":[";
        return Stream.of(
                Arguments.of(
                        "unknown fields",
                        IntStream.range(0, 24_000)
                                .mapToObj(i -> "\"f" + i + "\":1")
                                .collect(Collectors.joining(",", "{", "}"))),
                Arguments.of(
                        "more unknown fields",
                        IntStream.range(0, 80_000)
                                .mapToObj(i -> "\"f" + i + "\":1")
                                .collect(Collectors.joining(",", "{", "}"))),
                Arguments.of(
                        "texts for numbers",
                        IntStream.range(0, 1_900)
                                .mapToObj(i -> "{\"number\":\"x\",\"quantity\":\"y\",\"note\":7,\"z" + i + "\":1}")
                                .collect(Collectors.joining(",", sound, "]}"))),
                Arguments.of("empty lines", sound + "{},".repeat(1_900) + "{}]}"),
                Arguments.of("many empty lines", sound + "{},".repeat(20_000) + "{}]}"),
                Arguments.of("nulls", sound + "null,".repeat(40_000) + "null]}"),
                Arguments.of(
                        "a mistake behind all that is right",
                        sound + "{\"number\":1,\"quantity\":1,\"note\":\"x\"},".repeat(1_900) + "{}],\"date\":1}"),
                Arguments.of("a long name", "{\"" + "x".repeat(900_000) + "\":1}"),
                Arguments.of("a long text", "{\"code\":\"" + "A".repeat(900_000) + "\"}"),
                Arguments.of("a long number", "{\"code\":" + "9".repeat(900_000) + "}"),
                Arguments.of("deep lists", "[".repeat(10_000)),
                Arguments.of("deep objects", "{\"lines\":".repeat(10_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("costly")
    void what_is_costly_to_refuse_is_refused_fast(String what, String body) {
        byte[] bytes = bytes(body);
        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> bodies.read(bytes, 1_048_576, Order.class));
        // The second reading, in the time of this thread: neither the compiler nor the neighbours count.
        long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        catchThrowableOfType(ProblemException.class, () -> bodies.read(bytes, 1_048_576, Order.class));
        Duration took = Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began);
        assertThat(refused.problem().violations()).hasSizeBetween(1, BodyMistakes.VIOLATIONS_MAX);
        assertThat(refused.problem().violations())
                .allSatisfy(v ->
                        assertThat(v.pointer().length() + v.detail().length()).isLessThan(2_000));
        // A hundred times what it takes on a quiet machine, and far below what a quadratic reading takes.
        assertThat(took).as(what).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void a_list_ends_at_its_limit() {
        String sound = "{\"code\":\"ABC\",\"kind\":\"ONE\",\"lines\":[";
        String line = "{\"number\":1,\"quantity\":1}";
        assertThat(bodies.read(bytes(sound + (line + ",").repeat(1_999) + line + "]}"), 1_048_576, Order.class)
                        .lines())
                .hasSize(2_000);
        ProblemException refused = catchThrowableOfType(
                ProblemException.class,
                () -> bodies.read(bytes(sound + (line + ",").repeat(2_000) + line + "]}"), 1_048_576, Order.class));
        assertThat(refused.problem().violations())
                .singleElement()
                .satisfies(v -> assertThat(v.pointer() + " " + v.code() + " " + v.detail())
                        .isEqualTo("/lines FIELD_INVALID lines has 2001 elements, at most 2000 are read."));
    }

    @Test
    void texts_are_in_utf_8_and_nothing_else() {
        byte[] utf16 = "{\"code\":\"ABC\"}".getBytes(StandardCharsets.UTF_16LE);
        byte[] torn = {'{', '"', (byte) 0xc3, '"', ':', '1', '}'};
        for (byte[] body : List.of(utf16, torn)) {
            assertThat(catchThrowableOfType(ProblemException.class, () -> bodies.read(body, BYTES_MAX, Order.class))
                            .problem()
                            .code())
                    .isEqualTo("MALFORMED");
        }
    }

    @Test
    void a_merge_patch_leaves_takes_away_and_replaces() {
        Order current = read("""
                {"code":"ABC","kind":"ONE","date":"2026-01-31","lines":[{"number":1,"quantity":2,"note":"x"}]}""");

        assertThat(patch("{}", current)).isEqualTo(current);
        assertThat(patch("{\"lines\":[],\"urgent\":null}", current))
                .isEqualTo(new Order("ABC", Kind.ONE, LocalDate.parse("2026-01-31"), null, List.of()));
        assertThat(patch("{\"code\":\"XYZ\"}", current).lines()).isEqualTo(current.lines());
    }

    @Test
    void what_a_merge_patch_makes_is_judged_like_a_whole_document() {
        Order current = read("{\"code\":\"ABC\",\"kind\":\"ONE\",\"lines\":[]}");

        assertThat(problemsOfPatch("{\"code\":null,\"colour\":\"red\",\"kind\":\"NINE\"}", current))
                .containsExactlyInAnyOrder("/code FIELD_MISSING", "/colour UNKNOWN_FIELD", "/kind FIELD_INVALID");
        assertThat(problemsOfPatch("[]", current)).containsExactly(" FIELD_INVALID");
    }

    private List<String> problemsOfPatch(String body, Order current) {
        return catchThrowableOfType(ProblemException.class, () -> patch(body, current)).problem().violations().stream()
                .map(violation -> violation.pointer() + " " + violation.code())
                .toList();
    }

    private Order patch(String body, Order current) {
        return bodies.readPatch(bytes(body), BYTES_MAX, Order.class, current);
    }

    @Test
    void a_list_is_read_and_its_pointers_begin_with_the_index() {
        assertThat(bodies.readList(bytes("[{\"number\":1,\"quantity\":2}]"), BYTES_MAX, Line[].class))
                .hasSize(1);
        ProblemException refused = catchThrowableOfType(
                ProblemException.class,
                () -> bodies.readList(
                        bytes("[{\"number\":1},{\"number\":\"x\",\"quantity\":1}]"), BYTES_MAX, Line[].class));
        assertThat(refused.problem().violations())
                .extracting(Problem.BrokenRule::pointer)
                .containsExactlyInAnyOrder("/0/quantity", "/1/number");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"SIX\"}",
                "{\"code\":7}",
                "{\"lines\":{}}",
                "{\"date\":1}",
                "{\"x\":1}",
                "[]",
                "\"text\"",
                "null",
                "{",
                "{} {}"
            })
    void every_sentence_ends_with_a_full_stop_and_shows_no_class(String body) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> read(body));
        assertThat(refused.problem().violations())
                .allSatisfy(violation -> assertThat(violation.detail())
                        .endsWith(".")
                        .doesNotContain("jackson", "java.", "Token", "StreamRead", "org.lotledger"));
    }

    @Test
    void no_more_than_a_hundred_mistakes_are_told() {
        String lines = IntStream.range(0, 150)
                .mapToObj(i -> "{\"number\":\"x\",\"quantity\":1}")
                .collect(Collectors.joining(","));
        assertThat(problems("{\"code\":\"A\",\"kind\":\"ONE\",\"lines\":[" + lines + "]}"))
                .hasSize(BodyMistakes.VIOLATIONS_MAX);
    }

    @Test
    void a_text_can_be_peeked_at_before_its_body_is_judged() {
        assertThat(peek("{\"kind\":\"SIX\",\"colour\":1}")).contains("SIX");
        assertThat(peek("{\"kind\":6}")).isEmpty();
        assertThat(peek("{\"other\":\"ONE\"}")).isEmpty();
        assertThat(peek("[\"ONE\"]")).isEmpty();
        assertThat(peek("{\"kind\":\"ONE\",\"kind\":\"TWO\"}")).isEmpty();
        assertThat(peek("{\"kind\":")).isEmpty();
        assertThat(peek("")).isEmpty();
    }

    private Optional<String> peek(String body) {
        return bodies.peek(bytes(body), BYTES_MAX, "kind");
    }

    private Order read(String body) {
        return bodies.read(bytes(body), BYTES_MAX, Order.class);
    }

    private List<String> problems(String body) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> read(body));
        return refused.problem().violations().stream()
                .map(violation -> violation.pointer() + " " + violation.code())
                .toList();
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
