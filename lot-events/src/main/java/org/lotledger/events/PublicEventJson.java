package org.lotledger.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The bytes of public events: one flat JSON object in UTF-8, without blanks, fields always in the same order, absent values
 * and empty maps left out, instants in UTC (RFC 3339), numbers plain. The same event always has the same bytes, because the
 * chain hashes them.
 *
 * <p>Reading is tolerant of what later versions may add, unknown fields, and of nothing else: no number for a text, no text
 * for a number, no field twice. What the bytes mean must not depend on who reads them.
 */
public final class PublicEventJson {

    /**
     * Bytes. Half of Kafka's default for one request (max.request.size), because headers and framing need room too, and an
     * event that is committed but cannot be sent would stop the relay for ever. Real events have less than 2,000.
     */
    public static final int BYTES_MAX = 512 * 1024;

    /** Ours need 2; unknown fields of later versions may need more. */
    private static final int NESTING_DEPTH_MAX = 32;

    private static final int NUMBER_LENGTH_MAX = 100;

    private static final JsonMapper MAPPER = mapper();
    private static final ObjectReader LOT = MAPPER.readerFor(LotWire.class);
    private static final ObjectReader ITEM = MAPPER.readerFor(ItemWire.class);
    private static final ObjectReader LOCATION = MAPPER.readerFor(LocationWire.class);

    private PublicEventJson() {}

    /** At most {@value #BYTES_MAX} bytes; a larger event is refused with an {@link IllegalArgumentException}. */
    public static byte[] write(PublicEvent event) {
        Object wire = switch (event) {
            case LotEvent lot -> LotWire.of(lot);
            case ItemChanged item -> ItemWire.of(item);
            case LocationChanged location -> LocationWire.of(location);
        };
        try {
            byte[] json = MAPPER.writeValueAsBytes(wire);
            Invariant.that(
                    json.length <= BYTES_MAX,
                    event.link().eventId() + " has " + json.length + " bytes, at most " + BYTES_MAX + " are allowed");
            return json;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every public event has a JSON form", e);
        }
    }

    /**
     * The event in these bytes.
     *
     * @throws UnreadableEvent whatever is wrong with them; no other exception
     */
    public static PublicEvent read(EventType type, byte[] json) {
        if (json.length > BYTES_MAX) {
            throw new UnreadableEvent(type, "it has " + json.length + " bytes, at most " + BYTES_MAX + " are allowed");
        }
        try {
            return switch (type) {
                case LOT_RECEIVED -> LotWire.class.cast(LOT.readValue(json)).received();
                case LOT_SHIPPED -> LotWire.class.cast(LOT.readValue(json)).shipped();
                case LOT_ADJUSTED -> LotWire.class.cast(LOT.readValue(json)).adjusted();
                case ITEM_CHANGED -> ItemWire.class.cast(ITEM.readValue(json)).changed();
                case LOCATION_CHANGED ->
                    LocationWire.class.cast(LOCATION.readValue(json)).changed();
            };
        } catch (JsonMappingException e) {
            throw new UnreadableEvent(type, "at " + path(e) + ": " + reason(e), e);
        } catch (JsonProcessingException e) {
            throw new UnreadableEvent(type, e.getOriginalMessage(), e);
        } catch (IOException | RuntimeException e) {
            throw new UnreadableEvent(type, String.valueOf(e.getMessage()), e);
        }
    }

    private static JsonMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(NESTING_DEPTH_MAX)
                        .maxNumberLength(NUMBER_LENGTH_MAX)
                        .maxStringLength(BYTES_MAX)
                        .maxNameLength(1_000)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        return JsonMapper.builder(factory)
                .addModule(textualTypes())
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .withConfigOverride(
                        Map.class,
                        map -> map.setInclude(JsonInclude.Value.construct(
                                        JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
                                .setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
                .withCoercionConfig(LogicalType.Textual, coercions -> {
                    coercions.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                    coercions.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                    coercions.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                })
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .build();
    }

    /** Our own, because Jackson's also take epoch numbers, arrays and Base64 for these. */
    private static SimpleModule textualTypes() {
        return new SimpleModule()
                .addSerializer(Instant.class, ToStringSerializer.instance)
                .addSerializer(LocalDate.class, ToStringSerializer.instance)
                .addDeserializer(Instant.class, new FromText<>(Instant.class, Instant::parse))
                .addDeserializer(LocalDate.class, new FromText<>(LocalDate.class, LocalDate::parse))
                .addDeserializer(UUID.class, new FromText<>(UUID.class, UUID::fromString));
    }

    /** The path to the field as our schemas name it, such as {@code document.line}. */
    private static String path(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "the top" : path;
    }

    /** The sentence of our own record where one refused, else Jackson's. */
    private static String reason(JsonMappingException e) {
        return e.getCause() instanceof IllegalArgumentException refusal
                ? String.valueOf(refusal.getMessage())
                : e.getOriginalMessage();
    }

    /** Reads a value that has exactly one form, a text. */
    private static final class FromText<T> extends StdDeserializer<T> {

        private final transient Function<String, T> parse;

        FromText(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw context.wrongTokenException(parser, _valueClass, JsonToken.VALUE_STRING, "a text is expected");
            }
            String text = parser.getText();
            try {
                return parse.apply(text);
            } catch (DateTimeException | IllegalArgumentException e) {
                throw context.weirdStringException(text, _valueClass, String.valueOf(e.getMessage()));
            }
        }
    }
}
