package org.lotledger.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LotEventTest {

    private static final UUID LOT = UUID.fromString("34283199-118c-524c-b267-a2acfe26e80f");
    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

    @Test
    void a_receipt_brings_in_and_a_shipment_takes_out() {
        assertEquals(EventType.LOT_RECEIVED, new LotReceived(fact("0.000001", "MAIN")).type());
        assertEquals(EventType.LOT_SHIPPED, new LotShipped(fact("-0.000001", "MAIN")).type());
        assertThrows(IllegalArgumentException.class, () -> new LotReceived(fact("0", "MAIN")));
        assertThrows(IllegalArgumentException.class, () -> new LotReceived(fact("-1", "MAIN")));
        assertThrows(IllegalArgumentException.class, () -> new LotShipped(fact("0", "MAIN")));
        assertThrows(IllegalArgumentException.class, () -> new LotShipped(fact("1", "MAIN")));
    }

    @ParameterizedTest
    @CsvSource({
        "BEGINNING_BALANCE, false, false, true",
        "COUNT, true, false, true",
        "LOSS, true, false, false",
        "RECEIPT_CORRECTION, true, false, false",
        "SHIPMENT_CORRECTION, false, false, true",
        "CUSTOMER_RETURN, false, false, true",
        "SUPPLIER_RETURN, true, false, false",
        "TRANSFER_OUT, true, false, false",
        "TRANSFER_IN, false, false, true",
        "ASSEMBLY_ISSUE, true, false, false",
        "ASSEMBLY_OUTPUT, false, false, true",
        "ASSEMBLY_UNISSUE, false, false, true",
        "HOLD, false, true, false",
        "QUARANTINE, false, true, false",
        "RECALL, false, true, false",
        "RELEASE, false, true, false",
        "EXPIRATION_CORRECTED, false, true, false",
    })
    void the_reason_of_an_adjustment_fixes_its_sign(AdjustmentReason reason, boolean out, boolean nothing, boolean in) {
        assertEquals(out, isAllowed(reason, fact("-1", "MAIN")));
        assertEquals(nothing, isAllowed(reason, fact("0", "MAIN")));
        assertEquals(in, isAllowed(reason, fact("1", "MAIN")));
    }

    @ParameterizedTest
    @EnumSource(AdjustmentReason.class)
    void only_a_change_of_standing_may_have_no_location(AdjustmentReason reason) {
        boolean isStanding = reason.direction() == AdjustmentReason.Direction.NONE;
        String quantity = switch (reason.direction()) {
            case IN, IN_OR_OUT -> "1";
            case OUT -> "-1";
            case NONE -> "0";
        };
        assertEquals(isStanding, isAllowed(reason, fact(quantity, null)));
        assertThrows(IllegalArgumentException.class, () -> new LotReceived(fact("1", null)));
        assertThrows(IllegalArgumentException.class, () -> new LotShipped(fact("-1", null)));
    }

    @Test
    void the_key_is_the_lot_and_the_event_id_must_name_it() {
        LotReceived received = new LotReceived(fact("1", "MAIN"));
        assertEquals(LOT.toString(), received.key());
        assertEquals("receiving." + LOT + ".1", received.link().eventId());
        UUID other = LotId.ofUntracked("A");
        assertThrows(IllegalArgumentException.class, () -> fact("receiving." + other + ".1", LOT, "A", NOON, Map.of()));
    }

    @Test
    void the_lot_id_must_be_that_of_item_and_lot_number() {
        assertThrows(IllegalArgumentException.class, () -> fact("receiving." + LOT + ".1", LOT, "B", NOON, Map.of()));
    }

    @Test
    void instants_are_kept_in_microseconds() {
        LotFact fact = fact("receiving." + LOT + ".1", LOT, "A", NOON.plusNanos(1_999), Map.of());
        assertEquals(NOON.plusNanos(1_000), fact.occurredAt());
        assertEquals(NOON.plusNanos(1_000), fact.recordedAt());
        assertThrows(
                IllegalArgumentException.class, () -> fact("receiving." + LOT + ".1", LOT, "A", Instant.MAX, Map.of()));
    }

    @Test
    void maps_and_lists_are_copies_that_nobody_can_change() {
        Map<String, Long> basedOn = new HashMap<>(Map.of("shipping", 2L));
        LotFact fact = fact("receiving." + LOT + ".1", LOT, "A", NOON, basedOn);
        basedOn.put("item-catalog", 1L);
        assertEquals(Map.of("shipping", 2L), fact.basedOn());
        assertThrows(UnsupportedOperationException.class, () -> fact.basedOn().put("x", 1L));
        assertThrows(
                UnsupportedOperationException.class, () -> fact.references().put("x", "1"));
        List<String> usedBy = new ArrayList<>(List.of("receiving"));
        ItemChanged item = item(usedBy);
        usedBy.add("shipping");
        assertEquals(List.of("receiving"), item.usedBy());
    }

    @Test
    void catalog_keys_tell_items_from_locations() {
        assertEquals("item:A.1", item(List.of()).key());
        assertEquals("item:A.1", ItemChanged.keyOf("A.1"));
        assertEquals("location:MAIN", LocationChanged.keyOf("MAIN"));
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void every_type_is_found_by_its_wire_name(EventType type) {
        assertEquals(Optional.of(type), EventType.byWireName(type.wireName()));
        assertTrue(
                EventType.byWireName(type.wireName().toLowerCase(Locale.ROOT)).isEmpty());
    }

    @ParameterizedTest
    @EnumSource(Source.class)
    void every_source_is_found_by_its_wire_name(Source source) {
        assertEquals(Optional.of(source), Source.byWireName(source.wireName()));
        assertTrue(Source.byWireName(source.name()).isEmpty());
    }

    private static boolean isAllowed(AdjustmentReason reason, LotFact fact) {
        try {
            return new LotAdjusted(reason, fact).fact().equals(fact);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static LotFact fact(String quantityChange, String location) {
        return new LotFact(
                new EventLink("receiving." + LOT + ".1", null),
                LOT,
                "A",
                new LotNumber("104303/5"),
                null,
                Quantity.of(quantityChange),
                "EA",
                location,
                new DocumentRef(DocumentType.RECEIPT, "R-1", 1),
                null,
                Map.of(),
                null,
                NOON,
                NOON,
                "anna",
                null,
                Map.of());
    }

    private static LotFact fact(
            String eventId, UUID lotId, String itemCode, Instant instant, Map<String, Long> basedOn) {
        return new LotFact(
                new EventLink(eventId, null),
                lotId,
                itemCode,
                new LotNumber("104303/5"),
                null,
                Quantity.of(1),
                "EA",
                "MAIN",
                new DocumentRef(DocumentType.RECEIPT, "R-1", 1),
                null,
                Map.of(),
                null,
                instant,
                instant,
                "anna",
                null,
                basedOn);
    }

    private static ItemChanged item(List<String> usedBy) {
        return new ItemChanged(
                new EventLink("item-catalog.item:A.1.1", null),
                "A.1",
                "Gauze",
                ItemType.INVENTORIED,
                "EA",
                0,
                null,
                null,
                false,
                false,
                null,
                null,
                ItemStatus.ACTIVE,
                usedBy,
                1,
                NOON,
                "dora");
    }
}
