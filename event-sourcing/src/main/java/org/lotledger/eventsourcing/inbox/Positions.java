package org.lotledger.eventsourcing.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The positions of one key by source. Kept by each consumer as a JSON document in the same row as the state of the
 * key, so that state and position cannot come apart: {@code {"receiving":[12,"9f86…"]}}.
 */
public record Positions(Map<String, Position> bySource) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Nothing applied yet. */
    public static final Positions NONE = new Positions(Map.of());

    public Positions {
        bySource = Map.copyOf(bySource);
    }

    /** The position in the events of one source. */
    public Position of(String source) {
        return Objects.requireNonNullElse(bySource.get(source), Position.START);
    }

    Positions with(String source, Position position) {
        Map<String, Position> changed = new TreeMap<>(bySource);
        changed.put(source, position);
        return new Positions(changed);
    }

    /** The document kept in the row. */
    public String toJson() {
        ObjectNode document = JSON.createObjectNode();
        new TreeMap<>(bySource).forEach((source, position) -> {
            ArrayNode pair = document.putArray(source);
            pair.add(position.sequence());
            pair.add(position.hash());
        });
        return document.toString();
    }

    /** The positions out of the row's document. */
    public static Positions fromJson(String json) {
        try {
            Map<String, Position> bySource = new TreeMap<>();
            for (Map.Entry<String, JsonNode> entry : JSON.readTree(json).properties()) {
                bySource.put(
                        entry.getKey(),
                        new Position(
                                entry.getValue().path(0).asLong(),
                                entry.getValue().path(1).textValue()));
            }
            return new Positions(bySource);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("positions are no JSON: " + json, e);
        }
    }
}
