package org.lotledger.shipping.shipment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.DocumentRef;
import org.lotledger.events.DocumentType;
import org.lotledger.events.EventLink;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.events.LotId;
import org.lotledger.events.LotNumber;
import org.lotledger.events.LotShipped;
import org.lotledger.events.Party;
import org.lotledger.events.PartyRole;
import org.lotledger.events.Quantity;
import org.lotledger.shipping.shipment.ShipmentEvent.DepartureTakenBack;
import org.lotledger.shipping.shipment.ShipmentEvent.ShipmentCreated;

class TakenBackTest {
    private static final Instant LEFT = Instant.parse("2026-06-15T10:00:00Z");
    private static final Instant WRITTEN = Instant.parse("2026-06-15T10:00:01Z");
    private static final ShipmentDecider DECIDER = new ShipmentDecider();

    @Test
    void a_shipment_that_is_unknown_is_shipped_as_its_events_tell_it() {
        Shipment after = take(
                take(new Shipment.None(), new LotShipped(fact("A", "-4", Map.of("order", "O-1")))),
                new LotShipped(fact("B", "-1.5", Map.of("order", "O-1"))));

        ShipmentLine line = new ShipmentLine(
                1, "MILK", Quantity.of("5.5"), "EA", true, true, List.of(pick("A", "4"), pick("B", "1.5")));
        assertThat(after)
                .isEqualTo(new Shipment.Shipped(new ShipmentContent(
                        "S-1",
                        ShipmentPurpose.CUSTOMER,
                        new Partner("C1", "Clinic", null, null),
                        "MAIN",
                        null,
                        Map.of("order", "O-1"),
                        LocalDate.parse("2026-06-15"),
                        0,
                        LEFT,
                        WRITTEN,
                        List.of(line))));
        ShipmentContent content = ((Shipment.Shipped) after).content();
        assertThat(TakenBack.placeOf(content, fact("B", "-1.5", Map.of()))).isEqualTo("/lines/0/lots/1");
    }

    @Test
    void a_shipment_that_is_pending_here_has_left_with_what_its_events_tell() {
        ShipmentContent pending = new ShipmentContent(
                "S-1",
                ShipmentPurpose.TRANSFER,
                null,
                "COLD",
                "EAST",
                Map.of(),
                LocalDate.parse("2026-07-01"),
                30,
                null,
                WRITTEN,
                List.of(new ShipmentLine(7, "OTHER", Quantity.of(1), "EA", true, true, List.of())));
        Shipment before = DECIDER.evolve(new Shipment.None(), new ShipmentCreated(pending));
        Map<String, String> references = Map.of("transfer", "T-1", "toLocation", "WEST");

        Shipment after = take(before, new LotAdjusted(AdjustmentReason.TRANSFER_OUT, fact(null, "-2", references)));

        ShipmentContent content = ((Shipment.Shipped) after).content();
        assertThat(content.toLocation()).isEqualTo("WEST");
        assertThat(content.references()).isEqualTo(Map.of("transfer", "T-1"));
        assertThat(content.deliverOn()).isEqualTo(LocalDate.parse("2026-07-01"));
        assertThat(content.minimumRemainingDays()).isEqualTo(30);
        assertThat(content.lines())
                .containsExactly(new ShipmentLine(1, "MILK", Quantity.of(2), "EA", false, true, List.of()));
        assertThat(TakenBack.placeOf(content, fact(null, "-2", references))).isEqualTo("/lines/0");
    }

    @Test
    void what_no_shipment_tells_makes_none() {
        assertThatThrownBy(() ->
                        take(new Shipment.None(), new LotAdjusted(AdjustmentReason.LOSS, fact("A", "-4", Map.of()))))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Shipment take(Shipment before, LotEvent event) {
        return DECIDER.evolve(before, new DepartureTakenBack(event, ""));
    }

    private static LotPick pick(String lotNumber, String quantity) {
        return new LotPick(new LotNumber(lotNumber), null, Quantity.of(quantity), "MAIN", "asked for");
    }

    private static LotFact fact(@Nullable String lotNumber, String change, Map<String, String> references) {
        LotNumber number = lotNumber == null ? null : new LotNumber(lotNumber);
        UUID lotId = LotId.of("MILK", number);
        return new LotFact(
                new EventLink("shipping." + lotId + ".1", null),
                lotId,
                "MILK",
                number,
                null,
                Quantity.of(change),
                "EA",
                "MAIN",
                new DocumentRef(DocumentType.SHIPMENT, "S-1", 1),
                new Party(PartyRole.CUSTOMER, "C1", "Clinic", null),
                references,
                number == null ? null : "asked for",
                LEFT,
                WRITTEN,
                "dora",
                null,
                Map.of());
    }
}
