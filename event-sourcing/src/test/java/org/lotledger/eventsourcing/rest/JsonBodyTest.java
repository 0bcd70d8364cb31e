package org.lotledger.eventsourcing.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
            @NotNull List<@NotNull @Valid Line> lines) {}

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
                .hasSize(JsonBody.VIOLATIONS_MAX);
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
