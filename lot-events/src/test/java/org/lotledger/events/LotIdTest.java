package org.lotledger.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The literals were computed with another program (Python's uuid5), so they also hold for consumers in other languages. */
class LotIdTest {

    @Test
    void the_namespace_is_version_5_of_our_address() {
        assertEquals(UUID.fromString("fe548adb-7201-5c85-9fea-65752d57bff7"), LotId.NAMESPACE);
    }

    @ParameterizedTest
    @CsvSource({
        "A, 104303/5, 34283199-118c-524c-b267-a2acfe26e80f",
        "A, 100 E02, 8abea5a7-8822-5edc-9258-8df237b8156b",
        "A, %41, e4959cb2-8f9c-5c29-ab4a-d77cc5c715ca",
        "A, ö-7, c983ea7b-b220-5221-b30d-a3b7c08c18d0",
        "A, o\u0308-7, c983ea7b-b220-5221-b30d-a3b7c08c18d0",
        "A, \uD835\uDFD9x, 1bd23f9d-33e9-5b5f-808c-b9603e40444e",
        "B, 104303/5, 836fb3a9-ef1b-5be4-934c-2ea121b57b07",
    })
    void the_id_follows_from_item_and_lot_number(String itemCode, String lotNumber, UUID lotId) {
        assertEquals(lotId, LotId.of(itemCode, new LotNumber(lotNumber)));
    }

    @Test
    void an_untracked_item_has_one_unnamed_lot() {
        UUID unnamed = UUID.fromString("52563e76-3d89-5830-9746-495922c2e860");
        assertEquals(unnamed, LotId.ofUntracked("A"));
        assertEquals(unnamed, LotId.of("A", null));
    }
}
