package org.lotledger.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdTest {

    private static final String HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    @ParameterizedTest
    @CsvSource({
        "item-catalog.item:A.1.3, item-catalog, item:A.1, 3",
        "receiving.34283199-118c-524c-b267-a2acfe26e80f.1, receiving, 34283199-118c-524c-b267-a2acfe26e80f, 1",
        "shipping.a.b.c.9223372036854775807, shipping, a.b.c, 9223372036854775807",
        "receiving.-.10, receiving, -, 10",
    })
    void an_event_id_is_source_key_and_sequence(String text, String source, String key, long sequence) {
        EventId id = new EventId(source, key, sequence);
        assertEquals(text, id.toString());
        assertEquals(Optional.of(id), EventId.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "receiving",
                "receiving.1",
                "receiving..1",
                ".key.1",
                "receiving.key.",
                "receiving.key.0",
                "receiving.key.-1",
                "receiving.key.+1",
                "receiving.key.01",
                "receiving.key.1 ",
                "receiving.key.x",
                "receiving.key.9223372036854775808",
                "receiving.key.\u0661",
                " .key.1",
                "receiving. .1",
                "receiving.a\nb.1",
            })
    void anything_else_is_no_event_id(String text) {
        assertTrue(EventId.parse(text).isEmpty());
    }

    @Test
    void a_link_names_the_hash_of_its_predecessor_exactly_if_there_is_one() {
        assertEquals(new EventId("receiving", "k", 1), new EventLink("receiving.k.1", null).id());
        assertEquals(new EventId("receiving", "k", 11), new EventLink("receiving.k.11", HASH).id());
        assertThrows(IllegalArgumentException.class, () -> new EventLink("receiving.k.1", HASH));
        assertThrows(IllegalArgumentException.class, () -> new EventLink("receiving.k.2", null));
        assertThrows(
                IllegalArgumentException.class, () -> new EventLink("receiving.k.2", HASH.toUpperCase(Locale.ROOT)));
        assertThrows(IllegalArgumentException.class, () -> new EventLink("receiving.k.2", HASH + "0"));
        assertThrows(IllegalArgumentException.class, () -> new EventLink("receiving.k", null));
    }
}
