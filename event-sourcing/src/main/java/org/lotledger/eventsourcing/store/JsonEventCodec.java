package org.lotledger.eventsourcing.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** Records as JSON, under wire names that are written out, never derived from a class. */
public final class JsonEventCodec<E> implements EventCodec<E> {
    private final ObjectMapper json;
    private final Map<String, Class<? extends E>> classesByType;
    private final Map<Class<?>, String> typesByClass = new LinkedHashMap<>();

    public JsonEventCodec(ObjectMapper json, Map<String, Class<? extends E>> classesByType) {
        this.json = json;
        this.classesByType = Map.copyOf(classesByType);
        classesByType.forEach((type, eventClass) -> typesByClass.put(eventClass, type));
    }

    @Override
    public String typeOf(E event) {
        String type = typesByClass.get(event.getClass());
        if (type == null) {
            throw new IllegalStateException("no wire name is given to " + event.getClass());
        }
        return type;
    }

    @Override
    public String toJson(E event) {
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("event " + typeOf(event) + " cannot be written as JSON", e);
        }
    }

    @Override
    public E fromJson(String type, String text) {
        Class<? extends E> eventClass = classesByType.get(type);
        if (eventClass == null) {
            throw new IllegalStateException("the store holds an event of type " + type + ", which is unknown here");
        }
        try {
            return json.readValue(text, eventClass);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored event of type " + type + " cannot be read", e);
        }
    }
}
