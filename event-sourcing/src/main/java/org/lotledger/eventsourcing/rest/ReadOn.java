package org.lotledger.eventsourcing.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.type.ArrayType;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.MapType;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets Jackson read on behind a mistake, so that one reading finds them all: whatever is of the wrong kind is noted in
 * the {@link BodyMistakes} of the reading, skipped, and null.
 */
final class ReadOn extends BeanDeserializerModifier {
    /** Elements of one list: twice the most that a document has (1,000 lots), so that its own rule speaks first. */
    static final int ELEMENTS_MAX = 2_000;

    @Override
    public JsonDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription description, JsonDeserializer<?> deserializer) {
        Class<?> type = description.getBeanClass();
        return type == Object.class || JsonNode.class.isAssignableFrom(type)
                ? deserializer
                : new Noting(deserializer, type, type.isRecord());
    }

    @Override
    public JsonDeserializer<?> modifyEnumDeserializer(
            DeserializationConfig config,
            JavaType type,
            BeanDescription description,
            JsonDeserializer<?> deserializer) {
        return new Noting(deserializer, type.getRawClass(), false);
    }

    @Override
    public JsonDeserializer<?> modifyCollectionDeserializer(
            DeserializationConfig config,
            CollectionType type,
            BeanDescription description,
            JsonDeserializer<?> deserializer) {
        return new Noting(deserializer, type.getRawClass(), false);
    }

    @Override
    public JsonDeserializer<?> modifyArrayDeserializer(
            DeserializationConfig config,
            ArrayType type,
            BeanDescription description,
            JsonDeserializer<?> deserializer) {
        return new Noting(deserializer, type.getRawClass(), false);
    }

    @Override
    public JsonDeserializer<?> modifyMapDeserializer(
            DeserializationConfig config, MapType type, BeanDescription description, JsonDeserializer<?> deserializer) {
        return new Noting(deserializer, type.getRawClass(), false);
    }

    private static final class Noting extends DelegatingDeserializer {
        private final Class<?> type;
        private final boolean withFields;
        private final boolean list;
        private final boolean map;
        private final Set<Object> known = new HashSet<>();

        Noting(JsonDeserializer<?> delegate, Class<?> type, boolean withFields) {
            super(delegate);
            this.type = type;
            this.withFields = withFields;
            this.list = type.isArray() || Collection.class.isAssignableFrom(type);
            this.map = Map.class.isAssignableFrom(type);
            Collection<Object> names = withFields ? delegate.getKnownPropertyNames() : null;
            if (names != null) {
                known.addAll(names);
            }
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> contextual) {
            return new Noting(contextual, type, withFields);
        }

        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            BodyMistakes mistakes = (BodyMistakes) context.getAttribute(BodyMistakes.class);
            return switch (parser.currentToken()) {
                case START_OBJECT -> object(parser, context, mistakes);
                case START_ARRAY -> array(parser, context, mistakes);
                default -> list || map ? skip(parser, mistakes) : scalar(parser, context, mistakes);
            };
        }

        private @Nullable Object object(JsonParser parser, DeserializationContext context, BodyMistakes mistakes)
                throws IOException {
            if (!withFields && !map) {
                return skip(parser, mistakes);
            }
            if (!withFields) {
                return super.deserialize(parser, context);
            }
            String pointer = parser.getParsingContext().pathAsPointer().toString();
            JsonNode object = mistakes.valueAt(parser);
            Object read = super.deserialize(parser, context);
            // Told last: what is wrong with a field that is known says more.
            object.fieldNames().forEachRemaining(name -> {
                if (!known.contains(name)) {
                    mistakes.unknownField(pointer, name);
                }
            });
            return read;
        }

        private @Nullable Object array(JsonParser parser, DeserializationContext context, BodyMistakes mistakes)
                throws IOException {
            if (!list) {
                return skip(parser, mistakes);
            }
            int elements = mistakes.valueAt(parser).size();
            if (elements > ELEMENTS_MAX) {
                mistakes.tooManyElements(parser, elements, ELEMENTS_MAX);
                parser.skipChildren();
                return null;
            }
            return super.deserialize(parser, context);
        }

        private @Nullable Object scalar(JsonParser parser, DeserializationContext context, BodyMistakes mistakes)
                throws IOException {
            String pointer = parser.getParsingContext().pathAsPointer().toString();
            try {
                return super.deserialize(parser, context);
            } catch (JsonMappingException e) {
                mistakes.refused(e, type, pointer);
                return null;
            }
        }

        private @Nullable Object skip(JsonParser parser, BodyMistakes mistakes) throws IOException {
            mistakes.notA(type, parser);
            if (parser.currentToken() == JsonToken.START_OBJECT || parser.currentToken() == JsonToken.START_ARRAY) {
                parser.skipChildren();
            }
            return null;
        }
    }
}
