package org.lotledger.catalog.persistence;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.util.Map;
import org.lotledger.catalog.item.Gtin;
import org.lotledger.catalog.item.ItemEvent;
import org.lotledger.catalog.item.ItemEvent.ItemCreated;
import org.lotledger.catalog.item.ItemEvent.ItemEdited;
import org.lotledger.catalog.item.ItemEvent.ItemStatusSet;
import org.lotledger.catalog.item.ItemEvent.ItemUsed;
import org.lotledger.eventsourcing.store.EventCodec;
import org.lotledger.eventsourcing.store.JsonEventCodec;

/** How the events of items are kept; the names are for ever. */
final class ItemEventCodec {
    private ItemEventCodec() {}

    static EventCodec<ItemEvent> of(ObjectMapper json) {
        ObjectMapper withGtin = json.copy()
                .registerModule(new SimpleModule()
                        .addSerializer(Gtin.class, ToStringSerializer.instance)
                        .addDeserializer(Gtin.class, new GtinFromText()));
        return new JsonEventCodec<>(
                withGtin,
                Map.of(
                        "item-created.v1", ItemCreated.class,
                        "item-edited.v1", ItemEdited.class,
                        "item-status-set.v1", ItemStatusSet.class,
                        "item-used.v1", ItemUsed.class));
    }

    private static final class GtinFromText extends StdDeserializer<Gtin> {
        GtinFromText() {
            super(Gtin.class);
        }

        @Override
        public Gtin deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return new Gtin(parser.getText());
        }
    }
}
