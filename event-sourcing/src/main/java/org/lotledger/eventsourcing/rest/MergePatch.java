package org.lotledger.eventsourcing.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON merge patch (RFC 7396): what it leaves out stays, null takes away, lists are replaced whole. */
final class MergePatch {
    private MergePatch() {}

    /** Changes {@code target} as {@code patch} says. */
    static void apply(ObjectNode patch, ObjectNode target) {
        patch.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isNull()) {
                target.remove(field.getKey());
            } else if (value instanceof ObjectNode part) {
                JsonNode before = target.get(field.getKey());
                ObjectNode merged = before instanceof ObjectNode object ? object : target.objectNode();
                apply(part, merged);
                target.set(field.getKey(), merged);
            } else {
                target.set(field.getKey(), value);
            }
        });
    }
}
