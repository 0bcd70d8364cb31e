package org.lotledger.system;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What may be sent in the place of a sound body, by what is wrong with it. */
final class HostileBodies {
    /** Fields whose own names are the caller's to choose. */
    private static final String REFERENCES = "references";

    private static final List<String> WRONG_FOR_TEXTS = List.of("7", "1.5", "true", "[]", "{}", "[\"x\"]", "{\"a\":1}");
    private static final List<String> WRONG_FOR_NUMBERS = List.of(
            "\"7\"",
            "\"x\"",
            "true",
            "[]",
            "{}",
            "[7]",
            "-1",
            "1e1000000000",
            "-1e1000000000",
            "1e-1000000000",
            "1E+99999999999999999999",
            "10E2147483647",
            "9223372036854775808",
            "1".repeat(70),
            "0.0000001",
            "NaN");
    private static final List<String> WRONG_FOR_BOOLEANS = List.of("1", "\"true\"", "[]", "{}");
    private static final List<String> WRONG_FOR_LISTS = List.of("7", "\"x\"", "\"\"", "{}", "true", "[[]]", "[7]");
    private static final List<String> WRONG_FOR_OBJECTS = List.of("7", "\"x\"", "\"\"", "[]", "true", "[{}]");

    /** Texts that may not be kept anywhere: the database has no place for them, or they are no characters. */
    private static final List<String> WRONG_TEXTS = List.of("\"a\\u0000b\"", "\"a\\ud800b\"", "\"\\udc00\"");

    /** Texts that somebody may mean, and that somebody else takes for a command. */
    static final List<String> ODD_TEXTS = List.of(
            "'; drop table event; --",
            "\" or 1=1 --",
            "<script>alert(1)</script>",
            "=HYPERLINK(\"http://x\",\"y\")",
            "@SUM(1+1)|cmd",
            "\u202egnp.exe",
            "\u2066x\u2069",
            "a\u200bb",
            "\ufeff",
            "\ud83d\udce6",
            "e\u0301",
            "%s%n%x",
            "${jndi:ldap://x}",
            "../../etc/passwd",
            "a\tb\r\nc",
            " ",
            "\u0001\u007f\u0085",
            "x".repeat(5_000));

    private HostileBodies() {}

    /** What is no JSON, or more of it than is read. */
    static Map<String, byte[]> unreadable(JsonNode sound) {
        String text = sound.toString();
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        bodies.put("an open object", bytes("{"));
        if (!sound.isEmpty()) {
            bodies.put("half of it", bytes(text.substring(0, text.length() / 2 + 1)));
        }
        bodies.put("a word", bytes("nul"));
        bodies.put("more behind it", bytes(text + "{}"));
        bodies.put("a comment", bytes("/**/" + text));
        bodies.put("single quotes", bytes("{'a':1}"));
        bodies.put("a field twice", bytes("{\"a\":1,\"a\":1}"));
        bodies.put("lists in lists", bytes("[".repeat(10_000)));
        bodies.put("closed lists in lists", bytes("[".repeat(10_000) + "]".repeat(10_000)));
        bodies.put("objects in objects", bytes("{\"a\":".repeat(10_000)));
        bodies.put("UTF-16", text.getBytes(StandardCharsets.UTF_16));
        bodies.put("torn UTF-8", new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xc3, '"', '}'});
        bodies.put("an overlong form", new byte[] {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'});
        bodies.put(
                "a surrogate in UTF-8",
                new byte[] {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'});
        bodies.put("more than 1 MiB", bytes(text + " ".repeat(1_048_577)));
        bodies.put("a text of 10 MB", bytes("{\"a\":\"" + "x".repeat(10_000_000) + "\"}"));
        bodies.put("many fields", bytes(fields(80_000)));
        bodies.put("a long name", bytes("{\"" + "x".repeat(100_000) + "\":1}"));
        return bodies;
    }

    private static String fields(int count) {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ",").append("\"f").append(i).append("\":1");
        }
        return text.append('}').toString();
    }

    /** Every field in turn of a wrong kind, and every object in turn with a field that it does not have. */
    static Map<String, byte[]> wrong(JsonNode sound) {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        for (String whole : sound.isArray() ? WRONG_FOR_LISTS : WRONG_FOR_OBJECTS) {
            bodies.put("the body as " + whole, bytes(whole));
        }
        for (JsonPointer place : places(sound, JsonPointer.empty())) {
            JsonNode value = sound.at(place);
            if (!place.matches()) {
                for (String wrong : wrongFor(value)) {
                    bodies.put(place + " as " + wrong, bytes(replaced(sound, place, wrong)));
                }
            }
            if (value.isObject() && !place.toString().endsWith(REFERENCES)) {
                for (String name : List.of("noSuchField", "a/b~c", "__proto__")) {
                    for (String given : List.of("1", "null")) {
                        bodies.put(place + " with " + name + " as " + given, bytes(added(sound, place, name, given)));
                    }
                }
            }
        }
        return bodies;
    }

    /** Every text in turn as one that may be odd and right. */
    static Map<String, byte[]> odd(JsonNode sound) {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        for (JsonPointer place : places(sound, JsonPointer.empty())) {
            if (sound.at(place).isTextual()) {
                for (String text : ODD_TEXTS) {
                    String quoted = Api.JSON.getNodeFactory().textNode(text).toString();
                    bodies.put(place + " as " + text, bytes(replaced(sound, place, quoted)));
                }
            }
        }
        return bodies;
    }

    private static List<String> wrongFor(JsonNode value) {
        if (value.isTextual()) {
            List<String> wrong = new ArrayList<>(WRONG_FOR_TEXTS);
            wrong.addAll(WRONG_TEXTS);
            return wrong;
        }
        return value.isNumber()
                ? WRONG_FOR_NUMBERS
                : value.isBoolean()
                        ? WRONG_FOR_BOOLEANS
                        : value.isArray() ? WRONG_FOR_LISTS : value.isObject() ? WRONG_FOR_OBJECTS : List.of();
    }

    private static List<JsonPointer> places(JsonNode node, JsonPointer here) {
        List<JsonPointer> places = new ArrayList<>(List.of(here));
        node.properties()
                .forEach(field -> places.addAll(places(field.getValue(), here.appendProperty(field.getKey()))));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            places.addAll(places(node.get(i), here.appendIndex(i)));
        }
        return places;
    }

    private static String replaced(JsonNode sound, JsonPointer place, String json) {
        JsonNode copy = sound.deepCopy();
        JsonNode parent = copy.at(place.head());
        POJONode raw = new POJONode(new RawValue(json));
        if (parent instanceof ObjectNode object) {
            object.set(place.last().getMatchingProperty(), raw);
        } else {
            ((ArrayNode) parent).set(place.last().getMatchingIndex(), raw);
        }
        return copy.toString();
    }

    private static String added(JsonNode sound, JsonPointer place, String name, String json) {
        JsonNode copy = sound.deepCopy();
        ((ObjectNode) copy.at(place)).set(name, new POJONode(new RawValue(json)));
        return copy.toString();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
