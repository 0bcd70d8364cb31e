package org.lotledger.ledger.writers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Source;
import org.lotledger.ledger.proof.Announcement;

/**
 * One page of a writer's list.
 *
 * @param nextCursor how to ask for what follows; null at the end
 */
public record WriterPage<T>(List<T> items, @Nullable String nextCursor) {
    private static final JsonFactory JSON = new JsonFactory();

    static WriterPage<Announcement> ofAnnouncements(Source source, byte[] answer) {
        return read(
                answer,
                item -> Announcement.of(
                        source,
                        item.text("key"),
                        item.number("sequence"),
                        item.text("topic"),
                        item.text("type"),
                        item.text("hash"),
                        item.bytes("data")));
    }

    static WriterPage<WriterHead> ofHeads(Source source, byte[] answer) {
        return read(
                answer, item -> new WriterHead(source, item.text("key"), item.number("sequence"), item.text("hash")));
    }

    /** The fields of one row: objects and lists as the bytes that stand in the answer, all others as their text. */
    private record Item(Map<String, byte[]> raw, Map<String, String> texts) {
        String text(String field) {
            String text = texts.get(field);
            if (text == null) {
                throw new IllegalArgumentException("a row lacks " + field);
            }
            return text;
        }

        long number(String field) {
            return Long.parseLong(text(field));
        }

        byte[] bytes(String field) {
            byte[] bytes = raw.get(field);
            return bytes == null ? text(field).getBytes(StandardCharsets.UTF_8) : bytes;
        }
    }

    /**
     * Reads a list.
     *
     * @throws IllegalArgumentException when the answer is no such list
     */
    private static <T> WriterPage<T> read(byte[] answer, Function<Item, T> make) {
        List<T> items = new ArrayList<>();
        String nextCursor = null;
        try (JsonParser parser = JSON.createParser(answer)) {
            expect(parser.nextToken(), JsonToken.START_OBJECT);
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (field.equals("items")) {
                    expect(value, JsonToken.START_ARRAY);
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        items.add(make.apply(item(parser, answer)));
                    }
                } else if (field.equals("nextCursor") && value != JsonToken.VALUE_NULL) {
                    nextCursor = parser.getText();
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("the answer is no JSON: " + e.getMessage(), e);
        }
        return new WriterPage<>(List.copyOf(items), nextCursor);
    }

    private static Item item(JsonParser parser, byte[] answer) throws IOException {
        expect(parser.currentToken(), JsonToken.START_OBJECT);
        Map<String, byte[]> raw = new HashMap<>();
        Map<String, String> texts = new HashMap<>();
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (value.isScalarValue()) {
                texts.put(field, parser.getText());
            } else {
                int from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                int to = (int) parser.currentLocation().getByteOffset();
                raw.put(field, Arrays.copyOfRange(answer, from, to));
            }
        }
        return new Item(raw, texts);
    }

    private static void expect(@Nullable JsonToken found, JsonToken expected) {
        if (found != expected) {
            throw new IllegalArgumentException("the answer has " + found + " where " + expected + " is expected");
        }
    }
}
