package org.lotledger.eventsourcing.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdTest {

    @Test
    void an_id_is_read_back_even_when_its_key_has_dots() {
        EventId id = new EventId("item-catalog", "item:A.1", 3);
        assertThat(id).hasToString("item-catalog.item:A.1.3");
        assertThat(EventId.parse(id.toString())).contains(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "a.1", "a.b.", "a.b.0", "a.b.01", "a.b.x", ".b.1", "a..1", "a.b.1234567890123456789"})
    void what_is_no_id_is_told_apart(String text) {
        assertThat(EventId.parse(text)).isEmpty();
    }
}
