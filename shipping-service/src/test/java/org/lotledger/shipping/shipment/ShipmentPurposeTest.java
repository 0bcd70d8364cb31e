package org.lotledger.shipping.shipment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.shipping.World.NOW;
import static org.lotledger.shipping.World.TODAY;
import static org.lotledger.shipping.World.boxes;
import static org.lotledger.shipping.World.facts;
import static org.lotledger.shipping.World.milk;
import static org.lotledger.shipping.shipment.Given.asked;
import static org.lotledger.shipping.shipment.Given.codes;
import static org.lotledger.shipping.shipment.Given.content;
import static org.lotledger.shipping.shipment.Given.decide;
import static org.lotledger.shipping.shipment.Given.details;
import static org.lotledger.shipping.shipment.Given.line;
import static org.lotledger.shipping.shipment.Given.named;
import static org.lotledger.shipping.shipment.Given.partner;
import static org.lotledger.shipping.shipment.Given.pick;
import static org.lotledger.shipping.shipment.Given.saved;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lotledger.events.DocumentType;
import org.lotledger.events.PartyRole;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.shipping.shipment.ShipmentCommand.CreateShipment;
import org.lotledger.shipping.shipment.ShipmentCommand.NameLots;
import org.lotledger.shipping.shipment.ShipmentCommand.RequestedShipment;
import org.lotledger.shipping.shipment.ShipmentCommand.ShipGoods;
import org.lotledger.shipping.shipment.ShipmentEvent.ShipmentCreated;
import org.lotledger.shipping.stock.Facts;
import org.lotledger.shipping.stock.HoldKind;
import org.lotledger.shipping.stock.RecordedDocument;

class ShipmentPurposeTest {
    private static final Map<String, String> RUN = Map.of("assembly", "RUN-1");
    private static final Map<String, String> OF_R1 = Map.of("receipt", "R-1");

    @Nested
    class WhatTheDocumentSays {
        @Test
        void a_transfer_joins_its_halves_by_its_own_number_unless_it_is_told_another() {
            assertThat(create(asked(ShipmentPurpose.TRANSFER, null, "MAIN", "COLD", Map.of())))
                    .isEqualTo(Decision.accept(
                            new ShipmentCreated(content(ShipmentPurpose.TRANSFER, "COLD", Map.of("transfer", "S-1")))));
            assertThat(create(asked(ShipmentPurpose.TRANSFER, null, "MAIN", "COLD", Map.of("transfer", "T-9"))))
                    .isEqualTo(Decision.accept(
                            new ShipmentCreated(content(ShipmentPurpose.TRANSFER, "COLD", Map.of("transfer", "T-9")))));
        }

        @Test
        void a_transfer_goes_to_another_place_that_exists() {
            assertThat(codes(create(asked(ShipmentPurpose.TRANSFER, null, "MAIN", null, Map.of()))))
                    .containsExactly("/toLocation FIELD_MISSING");
            assertThat(codes(create(asked(ShipmentPurpose.TRANSFER, null, "MAIN", "GONE", Map.of()))))
                    .containsExactly("/toLocation LOCATION_UNKNOWN");
            assertThat(codes(create(asked(ShipmentPurpose.TRANSFER, null, "MAIN", "MAIN", Map.of()))))
                    .containsExactly("/toLocation FIELD_INVALID");
            assertThat(codes(decide(
                            List.of(),
                            new CreateShipment(
                                    "S-1",
                                    asked(
                                            ShipmentPurpose.TRANSFER,
                                            null,
                                            "MAIN",
                                            "COLD",
                                            Map.of(),
                                            line(1, "MILK", "1", pick("A", "1", "COLD"))),
                                    facts(milk("A", "1").at("COLD", "1", "0", "0"))))))
                    .containsExactly("/lines/0/lots/0/location FIELD_INVALID");
        }

        @ParameterizedTest
        @EnumSource(names = {"CUSTOMER", "SUPPLIER_RETURN"})
        void who_gets_goods_is_named(ShipmentPurpose purpose) {
            assertThat(codes(create(asked(purpose, null, "MAIN", null, OF_R1))))
                    .containsExactly("/party FIELD_MISSING");
            assertThat(codes(create(asked(purpose, partner(), "MAIN", null, OF_R1))))
                    .isEmpty();
        }

        @ParameterizedTest
        @EnumSource(names = {"TRANSFER", "ASSEMBLY"})
        void what_stays_with_us_has_no_party(ShipmentPurpose purpose) {
            String to = purpose == ShipmentPurpose.TRANSFER ? "COLD" : null;
            assertThat(codes(create(asked(purpose, partner(), "MAIN", to, RUN))))
                    .containsExactly("/party FIELD_INVALID");
            assertThat(codes(create(asked(purpose, null, "MAIN", to, RUN)))).isEmpty();
        }

        @Test
        void a_party_that_says_what_it_is_says_what_the_purpose_wants() {
            assertThat(codes(create(withRole(ShipmentPurpose.SUPPLIER_RETURN, PartyRole.CUSTOMER))))
                    .containsExactly("/party/role FIELD_INVALID");
            assertThat(codes(create(withRole(ShipmentPurpose.SUPPLIER_RETURN, PartyRole.SUPPLIER))))
                    .isEmpty();
        }

        private static RequestedShipment withRole(ShipmentPurpose purpose, PartyRole role) {
            return new RequestedShipment(purpose, role, partner(), "MAIN", null, OF_R1, null, 0, null, List.of());
        }

        @Test
        void only_a_transfer_has_a_place_to_go_to() {
            assertThat(codes(create(asked(ShipmentPurpose.CUSTOMER, partner(), "MAIN", "COLD", Map.of()))))
                    .containsExactly("/toLocation FIELD_INVALID");
        }

        @Test
        void an_assembly_is_named_and_a_return_names_one_document() {
            assertThat(codes(create(asked(ShipmentPurpose.ASSEMBLY, null, "MAIN", null, Map.of()))))
                    .containsExactly("/references/assembly FIELD_MISSING");
            assertThat(codes(create(asked(ShipmentPurpose.SUPPLIER_RETURN, partner(), "MAIN", null, Map.of()))))
                    .containsExactly("/references/receipt FIELD_MISSING");
            assertThat(codes(create(asked(
                            ShipmentPurpose.SUPPLIER_RETURN,
                            partner(),
                            "MAIN",
                            null,
                            Map.of("receipt", "R-1", "adjustment", "A-1")))))
                    .containsExactly("/references/adjustment FIELD_INVALID");
            assertThat(codes(create(asked(
                            ShipmentPurpose.SUPPLIER_RETURN, partner(), "MAIN", null, Map.of("adjustment", "A-1")))))
                    .isEmpty();
        }

        private static Decision<ShipmentEvent> create(RequestedShipment asked) {
            return decide(List.of(), new CreateShipment("S-1", asked, facts()));
        }
    }

    /** Each purpose against each standing of a lot; a transfer goes to net stock (COLD) or not (BACK). */
    @Nested
    class WhichLotsMayLeave {
        @ParameterizedTest
        @CsvSource({
            "CUSTOMER,,HOLD,LOT_HELD",
            "CUSTOMER,,QUARANTINE,LOT_QUARANTINED",
            "CUSTOMER,,RECALL,LOT_RECALLED",
            "ASSEMBLY,,HOLD,LOT_HELD",
            "ASSEMBLY,,QUARANTINE,LOT_QUARANTINED",
            "ASSEMBLY,,RECALL,LOT_RECALLED",
            "TRANSFER,COLD,HOLD,LOT_HELD",
            "TRANSFER,COLD,QUARANTINE,LOT_QUARANTINED",
            "TRANSFER,COLD,RECALL,LOT_RECALLED",
            "TRANSFER,BACK,RECALL,",
            "SUPPLIER_RETURN,,RECALL,"
        })
        void a_lot_that_is_held_stays_out_of_use(
                ShipmentPurpose purpose, String toLocation, HoldKind kind, String code) {
            Facts held = facts(milk("A", "10").held("H-1", kind));
            assertThat(codes(name(purpose, toLocation, held)))
                    .isEqualTo(code == null ? List.of() : List.of("/0/lotNumber " + code));
            assertThat(codes(ship(purpose, toLocation, held)))
                    .isEqualTo(code == null ? List.of() : List.of("/lines/0/lots/0/lotNumber " + code));
        }

        @Test
        void each_hold_in_force_is_told_the_gravest_kind_first() {
            Decision<ShipmentEvent> refused = name(
                    ShipmentPurpose.CUSTOMER,
                    null,
                    facts(milk("A", "10")
                            .held("H-1", HoldKind.HOLD)
                            .held("H-3", HoldKind.HOLD)
                            .held("H-2", HoldKind.RECALL)));
            assertThat(codes(refused)).containsExactly("/0/lotNumber LOT_RECALLED", "/0/lotNumber LOT_HELD");
            assertThat(details(refused)).contains("Lot A of MILK is recalled (H-2)", "is held (H-1, H-3)");
        }

        @ParameterizedTest
        @CsvSource({"CUSTOMER,,true", "ASSEMBLY,,true", "TRANSFER,COLD,false", "SUPPLIER_RETURN,,false"})
        void what_is_not_fit_for_use_may_leave_for_everything_else(
                ShipmentPurpose purpose, String toLocation, boolean refused) {
            Facts unfit =
                    facts(milk("A", "10").date(TODAY.minusDays(1)).parked().at("BACK", "10", "0", "0"));
            assertThat(codes(decide(
                            List.of(pending(purpose, toLocation, saved(1, "MILK", "5"))),
                            new NameLots(1, List.of(pick("A", "1", "BACK")), unfit))))
                    .isEqualTo(
                            refused
                                    ? List.of(
                                            "/0/lotNumber LOT_PARKED",
                                            "/0/lotNumber LOT_EXPIRED",
                                            "/0/location LOCATION_NOT_NET")
                                    : List.of());
        }

        @Test
        void untracked_stock_follows_the_same_places() {
            Facts known = facts(boxes("5"));
            assertThat(codes(decide(
                            List.of(new ShipmentCreated(moved("BACK", ShipmentPurpose.CUSTOMER))),
                            new ShipGoods(known))))
                    .containsExactly("/lines/0/location LOCATION_NOT_NET", "/lines/0/quantity NOT_AVAILABLE");
            assertThat(codes(decide(
                            List.of(new ShipmentCreated(moved("MAIN", ShipmentPurpose.CUSTOMER))),
                            new ShipGoods(known))))
                    .isEmpty();
        }

        private static ShipmentContent moved(String location, ShipmentPurpose purpose) {
            return new ShipmentContent(
                    "S-1",
                    purpose,
                    partner(),
                    location,
                    null,
                    Map.of(),
                    TODAY,
                    0,
                    null,
                    NOW,
                    List.of(saved(1, "BOX", "5")));
        }

        private static Decision<ShipmentEvent> name(ShipmentPurpose purpose, String toLocation, Facts facts) {
            return decide(
                    List.of(pending(purpose, toLocation, saved(1, "MILK", "5"))),
                    new NameLots(1, List.of(pick("A", "1")), facts));
        }

        private static Decision<ShipmentEvent> ship(ShipmentPurpose purpose, String toLocation, Facts facts) {
            return decide(
                    List.of(pending(purpose, toLocation, saved(1, "MILK", "5", named("A", "5")))),
                    new ShipGoods(facts));
        }

        private static ShipmentEvent pending(ShipmentPurpose purpose, String toLocation, ShipmentLine line) {
            return new ShipmentCreated(content(purpose, toLocation, Map.of(), line));
        }
    }

    @Nested
    class Rule18SupplierReturns {
        @Test
        void what_a_document_recorded_goes_back_once() {
            assertThat(codes(giveBack("5", recorded("10", "5")))).isEmpty();
            Decision<ShipmentEvent> refused = giveBack("5", recorded("10", "6"));
            assertThat(codes(refused)).containsExactly("/lines/0/lots/0/quantity RETURN_LIMIT");
            assertThat(details(refused))
                    .contains(
                            "The receipt R-1 recorded 10 of lot A of MILK, of which 6 were returned or corrected: 4 are"
                                    + " left, 5 are asked.");
        }

        @Test
        void a_lot_that_came_otherwise_does_not_go_back_by_this_document() {
            Decision<ShipmentEvent> refused = giveBack("5", new RecordedDocument(name(), true, Map.of()));
            assertThat(codes(refused)).containsExactly("/lines/0/lots/0/quantity RETURN_LIMIT");
            assertThat(details(refused)).contains("recorded 0 of lot A of MILK, 5 are asked.");
        }

        @Test
        void a_document_nobody_has_heard_of_is_unknown() {
            assertThat(codes(giveBack("5", new RecordedDocument(name(), false, Map.of()))))
                    .containsExactly("/references/receipt REFERENCE_UNKNOWN");
        }

        @Test
        void what_is_not_there_any_more_does_not_go_back_either() {
            ShipmentEvent pending = new ShipmentCreated(
                    content(ShipmentPurpose.SUPPLIER_RETURN, null, OF_R1, saved(1, "MILK", "5", named("A", "5"))));
            assertThat(codes(decide(
                            List.of(pending),
                            new ShipGoods(
                                    facts(recorded("10", "0"), milk("A", "4").at("MAIN", "4", "0", "5"))))))
                    .containsExactly("/lines/0/lots/0/quantity NOT_AVAILABLE");
        }

        private static RecordedDocument.Name name() {
            return new RecordedDocument.Name(DocumentType.RECEIPT, "R-1");
        }

        private static RecordedDocument recorded(String quantity, String takenBack) {
            UUID lotId = milk("A", "0").ref().lotId();
            return new RecordedDocument(
                    name(),
                    true,
                    Map.of(
                            lotId,
                            new RecordedDocument.Recorded(
                                    Quantity.of(quantity), Quantity.of(takenBack), "receiving." + lotId + ".1")));
        }

        private static Decision<ShipmentEvent> giveBack(String quantity, RecordedDocument source) {
            ShipmentEvent pending = new ShipmentCreated(content(
                    ShipmentPurpose.SUPPLIER_RETURN, null, OF_R1, saved(1, "MILK", quantity, named("A", quantity))));
            return decide(
                    List.of(pending),
                    new ShipGoods(facts(source, milk("A", "100").at("MAIN", "100", "0", quantity))));
        }
    }
}
