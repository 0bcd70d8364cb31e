package org.lotledger.receiving.persistence;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.lotledger.events.EventType;
import org.lotledger.events.LotEvent;
import org.lotledger.events.PublicEventJson;

/** A public event inside of a private one: its wire name, and its own bytes as a text, which nothing writes anew. */
final class LotEventText {

    private LotEventText() {}

    /** The mapper, and how it keeps public events. */
    static ObjectMapper with(ObjectMapper json) {
        return json.copy()
                .registerModule(new SimpleModule()
                        .addSerializer(LotEvent.class, new Writer())
                        .addDeserializer(LotEvent.class, new Reader()));
    }

    private static final class Writer extends StdSerializer<LotEvent> {
        Writer() {
            super(LotEvent.class);
        }

        @Override
        public void serialize(LotEvent event, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeStartObject();
            generator.writeStringField("type", event.type().wireName());
            generator.writeStringField("body", new String(PublicEventJson.write(event), StandardCharsets.UTF_8));
            generator.writeEndObject();
        }
    }

    private static final class Reader extends StdDeserializer<LotEvent> {
        Reader() {
            super(LotEvent.class);
        }

        @Override
        public LotEvent deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode kept = context.readTree(parser);
            EventType type = EventType.byWireName(kept.path("type").asText()).orElseThrow();
            return (LotEvent)
                    PublicEventJson.read(type, kept.path("body").asText().getBytes(StandardCharsets.UTF_8));
        }
    }
}
