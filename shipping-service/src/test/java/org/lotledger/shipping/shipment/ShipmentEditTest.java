package org.lotledger.shipping.shipment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.shipping.World.NOW;
import static org.lotledger.shipping.World.TODAY;
import static org.lotledger.shipping.World.facts;
import static org.lotledger.shipping.World.milk;
import static org.lotledger.shipping.shipment.Given.asked;
import static org.lotledger.shipping.shipment.Given.codes;
import static org.lotledger.shipping.shipment.Given.content;
import static org.lotledger.shipping.shipment.Given.created;
import static org.lotledger.shipping.shipment.Given.decide;
import static org.lotledger.shipping.shipment.Given.edit;
import static org.lotledger.shipping.shipment.Given.keeping;
import static org.lotledger.shipping.shipment.Given.line;
import static org.lotledger.shipping.shipment.Given.named;
import static org.lotledger.shipping.shipment.Given.partner;
import static org.lotledger.shipping.shipment.Given.pick;
import static org.lotledger.shipping.shipment.Given.saved;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.shipping.shipment.ShipmentCommand.EditShipment;
import org.lotledger.shipping.shipment.ShipmentCommand.RequestedShipment;
import org.lotledger.shipping.shipment.ShipmentEvent.ShipmentCreated;
import org.lotledger.shipping.shipment.ShipmentEvent.ShipmentEdited;
import org.lotledger.shipping.stock.Facts;
import org.lotledger.shipping.stock.HoldKind;

class ShipmentEditTest {
    /** Five of lot A, all of it reserved by the shipment that is edited. */
    private static final Facts RESERVED = facts(milk("A", "5").at("MAIN", "5", "0", "5", "S-1"));

    private static final ShipmentEvent SAVED = created(saved(1, "MILK", "5", named("A", "5")));

    @Test
    void the_same_line_keeps_its_lots_when_nothing_is_said_of_them() {
        assertThat(edited(RESERVED, asked(keeping(1, "MILK", "7"))))
                .isEqualTo(becomes(content(saved(1, "MILK", "7", named("A", "5")))));
    }

    @Test
    void another_item_another_line_number_and_no_lots_release_what_was_named() {
        assertThat(edited(RESERVED, asked(keeping(1, "BOX", "5")))).isEqualTo(becomes(content(saved(1, "BOX", "5"))));
        assertThat(edited(RESERVED, asked(keeping(2, "MILK", "5")))).isEqualTo(becomes(content(saved(2, "MILK", "5"))));
        assertThat(edited(RESERVED, asked(line(1, "MILK", "5")))).isEqualTo(becomes(content(saved(1, "MILK", "5"))));
        assertThat(edited(RESERVED, asked())).isEqualTo(becomes(content()));
    }

    @Test
    void another_place_releases_what_was_named_at_the_old_one() {
        Decision<ShipmentEvent> moved = edited(
                RESERVED, asked(ShipmentPurpose.CUSTOMER, partner(), "COLD", null, Map.of(), keeping(1, "MILK", "5")));
        assertThat(moved)
                .isEqualTo(becomes(new ShipmentContent(
                        "S-1",
                        ShipmentPurpose.CUSTOMER,
                        partner(),
                        "COLD",
                        null,
                        Map.of(),
                        TODAY,
                        0,
                        null,
                        NOW,
                        List.of(saved(1, "MILK", "5")))));
    }

    @Test
    void more_may_not_stand_on_a_line_than_it_says() {
        assertThat(codes(edited(RESERVED, asked(keeping(1, "MILK", "4")))))
                .containsExactly("/lines/0/lots LOTS_DO_NOT_SUM");
        assertThat(codes(edited(RESERVED, asked(line(1, "MILK", "4", pick("A", "5"))))))
                .containsExactly("/lines/0/lots LOTS_DO_NOT_SUM");
    }

    @Test
    void lots_that_the_patch_names_are_judged_together_with_those_that_are_kept() {
        Facts oneMore = facts(milk("A", "6").at("MAIN", "6", "0", "5", "S-1"));
        assertThat(codes(edited(oneMore, asked(keeping(1, "MILK", "5"), line(2, "MILK", "1", pick("A", "1"))))))
                .isEmpty();
        assertThat(codes(edited(RESERVED, asked(keeping(1, "MILK", "5"), line(2, "MILK", "1", pick("A", "1"))))))
                .containsExactly("/lines/1/lots/0/quantity NOT_AVAILABLE");
    }

    @Test
    void what_was_released_may_be_named_again_in_the_same_patch() {
        assertThat(codes(edited(RESERVED, asked(line(2, "MILK", "5", pick("A", "5"))))))
                .isEmpty();
    }

    @Test
    void lots_that_are_kept_are_judged_when_they_leave_and_those_that_are_named_at_once() {
        Facts recalled = facts(milk("A", "6")
                .at("MAIN", "6", "0", "5", "S-1")
                .held("H-1", HoldKind.RECALL)
                .date(TODAY.minusDays(1)));
        assertThat(codes(edited(recalled, asked(keeping(1, "MILK", "7"))))).isEmpty();
        assertThat(codes(edited(recalled, asked(line(1, "MILK", "7", pick("A", "6"))))))
                .containsExactly("/lines/0/lots/0/lotNumber LOT_RECALLED", "/lines/0/lots/0/lotNumber LOT_EXPIRED");
    }

    @Test
    void a_transfer_may_not_be_sent_to_where_its_lots_lie() {
        ShipmentEvent transfer = new ShipmentCreated(content(
                ShipmentPurpose.TRANSFER,
                "BACK",
                Map.of("transfer", "S-1"),
                saved(
                        1,
                        "MILK",
                        "5",
                        new LotPick(
                                named("A", "5").lotNumber(),
                                null,
                                named("A", "5").quantity(),
                                "COLD",
                                null))));
        assertThat(codes(decide(
                        List.of(transfer),
                        edit(
                                facts(milk("A", "5").at("COLD", "5", "0", "5")),
                                asked(
                                        ShipmentPurpose.TRANSFER,
                                        null,
                                        "MAIN",
                                        "COLD",
                                        Map.of(),
                                        keeping(1, "MILK", "5"))))))
                .containsExactly("/toLocation FIELD_INVALID");
    }

    @Test
    void number_and_purpose_never_change() {
        assertThat(codes(decide(
                        List.of(SAVED),
                        new EditShipment(
                                "S-2",
                                asked(
                                        ShipmentPurpose.TRANSFER,
                                        null,
                                        "MAIN",
                                        "COLD",
                                        Map.of(),
                                        keeping(1, "MILK", "5")),
                                RESERVED))))
                .containsExactly("/shipmentNumber FIELD_INVALID", "/purpose FIELD_INVALID");
    }

    @Test
    void a_patch_that_changes_nothing_is_no_event() {
        assertThat(edited(RESERVED, asked(keeping(1, "MILK", "5")))).isEqualTo(Decision.accept(List.of()));
    }

    @Test
    void only_a_pending_shipment_is_edited() {
        assertThat(codes(decide(List.of(), edit(facts(), asked())))).containsExactly(" DOCUMENT_NOT_PENDING");
    }

    private static Decision<ShipmentEvent> edited(Facts facts, RequestedShipment asked) {
        return decide(List.of(SAVED), edit(facts, asked));
    }

    private static Decision<ShipmentEvent> becomes(ShipmentContent content) {
        return Decision.accept(new ShipmentEdited(content, NOW));
    }
}
