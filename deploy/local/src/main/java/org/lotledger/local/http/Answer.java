package org.lotledger.local.http;

import static org.hamcrest.MatcherAssert.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hamcrest.Matchers;
import org.jspecify.annotations.Nullable;

/** What a service answered, and what a test asks of it; every refusal to agree shows the whole answer. */
public final class Answer {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** A field's name, or an index in brackets. */
    private static final Pattern STEP = Pattern.compile("\\[(\\d+)]|([^.\\[]+)");

    private final HttpResponse<byte[]> response;

    Answer(HttpResponse<byte[]> response) {
        this.response = response;
    }

    public int status() {
        return response.statusCode();
    }

    /** Null if the answer has none. */
    public @Nullable String header(String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    public List<String> headers(String name) {
        return response.headers().allValues(name);
    }

    public byte[] bytes() {
        return response.body();
    }

    public String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private Object body() {
        try {
            return JSON.readValue(response.body(), Object.class);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + this, e);
        }
    }

    /**
     * What lies there in the body, as a string, number, boolean, list or map: the test knows which.
     *
     * @param path as {@code lines[0].lots.lotId}: of a list without an index, what lies there in each of its elements; empty
     *     for the whole body
     * @return null where nothing lies
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"})
    public <T> T path(String path) {
        Object found = body();
        Matcher step = STEP.matcher(path);
        while (step.find()) {
            found = step.group(1) == null
                    ? field(found, step.group(2))
                    : element(found, Integer.parseInt(step.group(1)));
        }
        return (T) found;
    }

    private static @Nullable Object field(@Nullable Object of, String name) {
        if (of instanceof List<?> list) {
            List<@Nullable Object> each = new ArrayList<>();
            list.forEach(element -> each.add(field(element, name)));
            return each;
        }
        return of instanceof Map<?, ?> map ? map.get(name) : null;
    }

    private static @Nullable Object element(@Nullable Object of, int index) {
        return of instanceof List<?> list && index < list.size() ? list.get(index) : null;
    }

    public Answer mustBe(int status) {
        assertThat(toString(), status(), Matchers.is(status));
        return this;
    }

    /** What lies at the {@link #path} must match. */
    public Answer mustHave(String path, org.hamcrest.Matcher<?> matcher) {
        match(path, path(path), matcher);
        return this;
    }

    /** A header that is absent is null. */
    public Answer mustHaveHeader(String name, org.hamcrest.Matcher<? super String> matcher) {
        match(name, header(name), matcher);
        return this;
    }

    public Answer mustHaveHeader(String name, String value) {
        return mustHaveHeader(name, Matchers.equalTo(value));
    }

    /** Whatever it says of the character set. */
    public Answer mustBeOf(String contentType) {
        String header = header("Content-Type");
        match("Content-Type", header == null ? null : header.split(";", 2)[0].strip(), Matchers.equalTo(contentType));
        return this;
    }

    @SuppressWarnings("unchecked")
    private <T> void match(String what, @Nullable Object value, org.hamcrest.Matcher<?> matcher) {
        assertThat(what + " of " + this, (T) value, (org.hamcrest.Matcher<? super T>) matcher);
    }

    @Override
    public String toString() {
        return response.request().method() + " " + response.uri() + " -> " + status() + " " + text();
    }
}
