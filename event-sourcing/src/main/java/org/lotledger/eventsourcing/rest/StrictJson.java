package org.lotledger.eventsourcing.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;

/** How requests are read: nothing is guessed, nothing is dropped, and nothing that is small to send is large to read. */
final class StrictJson {
    /** Deeper than any of our documents, shallow enough to be harmless. */
    private static final int NESTING_MAX = 32;
    /**
     * Begins, ends, names and values of one body: a document of 500 lines and 1,000 lots has about 20,000. What a body
     * costs grows with them, while the event loop serves nobody else.
     */
    private static final int TOKENS_MAX = 50_000;
    /** Characters of a field's name: four times the longest that anyone may choose (the key of a reference). */
    private static final int NAME_LENGTH_MAX = 256;
    /** Characters of a text: five times the longest that is taken (a recall notice). */
    private static final int TEXT_LENGTH_MAX = 100_000;
    /** Characters of a number: more than any of ours has, and too few for an exponent that fills the memory. */
    private static final int NUMBER_LENGTH_MAX = 64;

    private StrictJson() {}

    /** The limits in words, for who has passed one. */
    static String limits() {
        return "Of a body are read: nesting of " + NESTING_MAX + ", " + TOKENS_MAX + " tokens, names of "
                + NAME_LENGTH_MAX + ", texts of " + TEXT_LENGTH_MAX + " and numbers of " + NUMBER_LENGTH_MAX
                + " characters.";
    }

    static ObjectMapper mapper() {
        JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(NESTING_MAX)
                                .maxNumberLength(NUMBER_LENGTH_MAX)
                                .maxTokenCount(TOKENS_MAX)
                                .maxNameLength(NAME_LENGTH_MAX)
                                .maxStringLength(TEXT_LENGTH_MAX)
                                .build())
                        // UTF-8 and nothing else: what looks like UTF-16 is no JSON of ours.
                        .disable(JsonFactory.Feature.CHARSET_DETECTION)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .addModule(new JavaTimeModule())
                .addModule(StrictTimes.module())
                .addModule(new SimpleModule().setDeserializerModifier(new ReadOn()))
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                // ReadOn notes them, all of them.
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
        // Otherwise a number silently becomes a text, and a lot number 007 sent as 7 would be another lot.
        for (CoercionInputShape shape :
                List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
        return mapper;
    }
}
