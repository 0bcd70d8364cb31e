package org.lotledger.shipping.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.local.http.Call.given;
import static org.lotledger.shipping.rest.Calls.CUSTOMER;
import static org.lotledger.shipping.rest.Calls.GOOD;
import static org.lotledger.shipping.rest.Calls.act;
import static org.lotledger.shipping.rest.Calls.after;
import static org.lotledger.shipping.rest.Calls.announced;
import static org.lotledger.shipping.rest.Calls.available;
import static org.lotledger.shipping.rest.Calls.created;
import static org.lotledger.shipping.rest.Calls.done;
import static org.lotledger.shipping.rest.Calls.line;
import static org.lotledger.shipping.rest.Calls.listed;
import static org.lotledger.shipping.rest.Calls.lot;
import static org.lotledger.shipping.rest.Calls.name;
import static org.lotledger.shipping.rest.Calls.newCode;
import static org.lotledger.shipping.rest.Calls.pathOf;
import static org.lotledger.shipping.rest.Calls.post;
import static org.lotledger.shipping.rest.Calls.refused;
import static org.lotledger.shipping.rest.Calls.shipment;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;
import org.lotledger.shipping.CatalogStub;
import org.lotledger.shipping.Others;

/**
 * The rules of the domain by their numbers, both sides of each limit, on the real service; as far as they have no test
 * class of their own: rule 12 holds HoldQuarkusTest, 14 AllocationQuarkusTest, 18 PurposeQuarkusTest, 19
 * AdjustmentQuarkusTest, 23 BackdatingQuarkusTest.
 */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(CatalogStub.class)
class ShippingRulesQuarkusTest {
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private Others others;
    private final String item = newCode("I");

    @BeforeEach
    void open() {
        others = new Others(kafka);
    }

    @AfterEach
    void close() {
        others.close();
    }

    @Nested
    class Rule4StatusOfTheItem {
        @Test
        void what_is_pending_stands_on_no_document() {
            assertThat(refused(post("/shipments", shipment(CUSTOMER, line(1, newCode("NEW"), "1"))), 409))
                    .containsExactly("/lines/0/itemCode ITEM_NOT_ACTIVE");
            assertThat(refused(post("/adjustments", loss(line(1, newCode("NEW"), "1", lot("A", "1")))), 409))
                    .contains("/lines/0/itemCode ITEM_NOT_ACTIVE");
        }

        @Test
        void what_is_inactive_goes_out_all_the_same() {
            String old = newCode("OLD");
            String arrived = others.of(old, "A").date(GOOD).received("2");
            done(act(created(shipment(CUSTOMER, line(1, old, "1", lot("A", "1"))), arrived), "ship"));
            assertThat(post("/adjustments", loss(line(1, old, "1", lot("A", "1"))))
                            .status())
                    .isEqualTo(201);
        }

        @Test
        void what_is_not_inventoried_is_shipped_without_a_trace_of_stock_and_never_adjusted() {
            String hour = newCode("HOUR");
            Answer shipped = done(act(created(shipment(CUSTOMER, line(1, hour, "1.5"))), "ship"));
            assertThat(shipped.header("Event-Id")).isNull();
            assertThat(shipped.<Object>path("lines[0].eventId")).isNull();
            assertThat(refused(post("/adjustments", loss(line(1, hour, "1"))), 409))
                    .containsExactly("/lines/0/itemCode ITEM_NOT_INVENTORIED");
        }
    }

    @Nested
    class Rule10ShippedWhenItsLotsAreNamed {
        @Test
        void lots_are_named_at_any_stage_and_must_sum_when_the_goods_leave() {
            String arrived = others.of(item, "A").date(GOOD).received("10");
            Answer saved = created(shipment(CUSTOMER, line(1, item, "3")), arrived);
            assertThat(listed(saved, "lines[0].problems")).containsExactly("/lines/0/lots LOTS_MISSING");
            assertThat(refused(act(saved, "ship"), 409)).containsExactly("/lines/0/lots LOTS_MISSING");
            Answer some = done(name(saved, lot("A", "2.999")));
            assertThat(listed(some, "lines[0].problems")).containsExactly("/lines/0/lots LOTS_DO_NOT_SUM");
            assertThat(refused(act(some, "ship"), 409)).containsExactly("/lines/0/lots LOTS_DO_NOT_SUM");
            assertThat(refused(name(some, lot("A", "3.001")), 409)).containsExactly(" LOTS_DO_NOT_SUM");
            Answer all = done(name(some, lot("A", "3")));
            assertThat(all.<List<Object>>path("lines[0].problems")).isEmpty();
            done(act(all, "ship"));
        }

        @Test
        void a_lot_stands_once_at_a_place() {
            String arrived = others.of(item, "A").date(GOOD).received("10");
            assertThat(refused(
                            name(
                                    created(shipment(CUSTOMER, line(1, item, "3")), arrived),
                                    lot("A", "1"),
                                    lot("A", "1")),
                            409))
                    .containsExactly("/1 LOT_TWICE");
        }

        @Test
        void a_shipment_without_lines_and_one_that_lies_ahead_do_not_leave() {
            Answer empty = created(shipment(CUSTOMER));
            assertThat(listed(empty, "problems")).containsExactly("/lines NO_LINES");
            assertThat(refused(act(empty, "ship"), 409)).containsExactly("/lines NO_LINES");
            assertThat(refused(
                            post(
                                    "/shipments",
                                    shipment(CUSTOMER + ",\"occurredAt\":\""
                                            + Instant.now().plusSeconds(90) + "\"")),
                            409))
                    .containsExactly("/occurredAt OCCURRED_IN_FUTURE");
        }

        @Test
        void untracked_lines_take_no_lots() {
            assertThat(refused(post("/shipments", shipment(CUSTOMER, line(1, newCode("U"), "1", lot("A", "1")))), 409))
                    .containsExactly("/lines/0/lots LOT_NOT_TRACKED");
        }
    }

    @Nested
    class Rule11OnlyWhatIsAvailable {
        @Test
        void what_another_shipment_reserves_is_not_available_and_the_refusal_says_whose_it_is() {
            String arrived = others.of(item, "A").date(GOOD).received("10");
            Answer held = created(shipment(CUSTOMER, line(1, item, "7", lot("A", "7"))), arrived);
            Answer other = created(shipment(CUSTOMER, line(1, item, "10")));
            done(name(other, lot("A", "3")));
            Answer refused = name(created(shipment(CUSTOMER, line(1, item, "10"))), lot("A", "0.001"));
            assertThat(refused(refused, 409)).containsExactly("/0/quantity NOT_AVAILABLE");
            assertThat(refused.<String>path("detail"))
                    .contains("0.001 of lot A", "0 are available (10 on hand)", held.path("shipmentNumber"));
        }

        @Test
        void untracked_stock_is_reserved_by_nobody_and_checked_when_it_leaves() {
            String box = newCode("U");
            String arrived = others.of(box, null).received("5");
            Answer first = created(shipment(CUSTOMER, line(1, box, "3")), arrived);
            Answer second = created(shipment(CUSTOMER, line(1, box, "3")));
            assertThat(available(box)).startsWith("5 on hand, 0 reserved");
            done(act(first, "ship"));
            assertThat(listed(given().get(pathOf(second)), "lines[0].problems"))
                    .containsExactly("/lines/0/quantity NOT_AVAILABLE");
            assertThat(refused(act(second, "ship"), 409)).containsExactly("/lines/0/quantity NOT_AVAILABLE");
        }

        @Test
        void decimals_are_exact() {
            others.of(item, "A").date(GOOD).received("0.1");
            String arrived = others.of(item, "A").date(GOOD).received("0.2");
            done(act(created(shipment(CUSTOMER, line(1, item, "0.3", lot("A", "0.3"))), arrived), "ship"));
            assertThat(available(item)).startsWith("0 on hand");
            assertThat(refused(post("/shipments", shipment(CUSTOMER, line(1, item, "0.0001"))), 422))
                    .containsExactly("/lines/0/quantity QUANTITY_INVALID");
        }
    }

    @Nested
    class Rule12WhereThingsMayGoFrom {
        @Test
        void what_is_not_net_stock_goes_into_no_assembly_but_elsewhere() {
            String arrived = others.of(item, "A").date(GOOD).at("RETURNS").received("10");
            String assembly = "\"purpose\":\"ASSEMBLY\",\"location\":\"RETURNS\",\"references\":{\"assembly\":\"X\"}";
            assertThat(refused(
                            post("/shipments" + after(arrived), shipment(assembly, line(1, item, "1", lot("A", "1")))),
                            409))
                    .containsExactly("/lines/0/lots/0/location LOCATION_NOT_NET");
            String putAway = "\"purpose\":\"TRANSFER\",\"location\":\"RETURNS\",\"toLocation\":\"MAIN\"";
            done(act(created(shipment(putAway, line(1, item, "1", lot("A", "1")))), "ship"));
        }

        @Test
        void a_place_must_exist() {
            assertThat(refused(
                            post("/shipments", shipment(CUSTOMER.replace("MAIN", "NOWHERE"), line(1, item, "1"))), 409))
                    .containsExactly("/location LOCATION_UNKNOWN");
            String arrived = others.of(item, "A").date(GOOD).received("1");
            assertThat(refused(
                            name(created(shipment(CUSTOMER, line(1, item, "1")), arrived), lot("A", "1", "NOWHERE")),
                            409))
                    .containsExactly("/0/location LOCATION_UNKNOWN", "/0/quantity NOT_AVAILABLE");
        }
    }

    @Nested
    class Rule13TheLastDay {
        private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

        @Test
        void a_lot_ships_through_its_date_and_is_expired_the_day_after() {
            others.of(item, "TODAY").date(today.toString()).received("1");
            String arrived =
                    others.of(item, "GONE").date(today.minusDays(1).toString()).received("1");
            given().get("/availability" + after(arrived)).mustBe(200);
            assertThat(refused(post("/shipments", shipment(CUSTOMER, line(1, item, "1", lot("GONE", "1")))), 409))
                    .containsExactly("/lines/0/lots/0/lotNumber LOT_EXPIRED");
            done(act(created(shipment(CUSTOMER, line(1, item, "1", lot("TODAY", "1")))), "ship"));
        }

        @Test
        void it_must_be_good_on_delivery_and_the_days_that_are_asked_after_it() {
            others.of(item, "ENOUGH").date(today.plusDays(12).toString()).received("1");
            String arrived =
                    others.of(item, "SHORT").date(today.plusDays(11).toString()).received("1");
            given().get("/availability" + after(arrived)).mustBe(200);
            String head = CUSTOMER + ",\"deliverOn\":\"" + today.plusDays(5) + "\",\"minimumRemainingDays\":7";
            assertThat(refused(post("/shipments", shipment(head, line(1, item, "1", lot("SHORT", "1")))), 409))
                    .containsExactly("/lines/0/lots/0/lotNumber LOT_EXPIRED");
            done(act(created(shipment(head, line(1, item, "1", lot("ENOUGH", "1")))), "ship"));
        }

        @Test
        void a_departure_that_is_dated_back_is_judged_by_today() {
            Instant then = Instant.now().minusSeconds(9 * 86_400);
            String arrived = others.of(item, "A")
                    .date(today.minusDays(1).toString())
                    .when(then.minusSeconds(60))
                    .received("1");
            assertThat(refused(
                            post(
                                    "/shipments" + after(arrived),
                                    shipment(
                                            CUSTOMER + ",\"occurredAt\":\"" + then + "\"",
                                            line(1, item, "1", lot("A", "1")))),
                            409))
                    .containsExactly("/lines/0/lots/0/lotNumber LOT_EXPIRED");
        }
    }

    @Nested
    class Rule15AnAdjustmentNamesItsLots {
        @Test
        void lots_are_named_known_and_dated_as_they_are_known() {
            String arrived = others.of(item, "A").date(GOOD).received("10");
            given().get("/availability" + after(arrived)).mustBe(200);
            assertThat(refused(post("/adjustments", loss(line(1, item, "1"))), 409))
                    .containsExactly("/lines/0/lots LOTS_MISSING");
            assertThat(refused(post("/adjustments", loss(line(1, item, "1", lot("B", "1")))), 409))
                    .containsExactly("/lines/0/lots/0/lotNumber LOT_UNKNOWN");
            assertThat(refused(post("/adjustments", loss()), 409)).containsExactly("/lines NO_LINES");
            String dated = "{\"lotNumber\":\"A\",\"quantity\":1,\"expirationDate\":\"2041-01-01\"}";
            assertThat(refused(post("/adjustments", loss(line(1, item, "1", dated))), 409))
                    .containsExactly("/lines/0/lots/0/expirationDate EXPIRATION_CONFLICT");
            assertThat(post("/adjustments", loss(line(1, item, "1", dated.replace("2041-01-01", GOOD))))
                            .status())
                    .isEqualTo(201);
        }
    }

    @Nested
    class Rule20WhatHasLeftHasLeft {
        @Test
        void a_shipped_document_is_never_voided_and_a_void_one_is_void_for_good() {
            String arrived = others.of(item, "A").date(GOOD).received("2");
            Answer shipped = done(act(created(shipment(CUSTOMER, line(1, item, "1", lot("A", "1"))), arrived), "ship"));
            assertThat(refused(act(shipped, "void"), 409)).containsExactly("/status DOCUMENT_NOT_PENDING");
            assertThat(refused(act(shipped, "ship"), 409)).containsExactly("/status DOCUMENT_NOT_PENDING");
            assertThat(refused(name(shipped, lot("A", "1")), 409)).containsExactly(" DOCUMENT_NOT_PENDING");
            Answer voided = done(act(created(shipment(CUSTOMER, line(1, item, "1", lot("A", "1")))), "void"));
            assertThat(voided.<List<Object>>path("problems")).isEmpty();
            assertThat(refused(act(voided, "ship"), 409)).containsExactly("/status DOCUMENT_NOT_PENDING");
            assertThat(available(item)).startsWith("1 on hand, 0 reserved");
        }
    }

    @Nested
    class Rule21OneTransferOneNumber {
        @Test
        void two_shipments_may_leave_under_one_transfer_number() {
            String transfer = newCode("T-");
            String arrived = others.of(item, "A").date(GOOD).received("2");
            String head = "\"purpose\":\"TRANSFER\",\"location\":\"MAIN\",\"toLocation\":\"COLD\","
                    + "\"references\":{\"transfer\":\"" + transfer + "\"}";
            done(act(created(shipment(head, line(1, item, "1", lot("A", "1"))), arrived), "ship"));
            Answer second = done(act(created(shipment(head, line(1, item, "1", lot("A", "1")))), "ship"));
            assertThat(announced(second.path("lines[0].lots[0].lotId"))
                            .<List<String>>path("items.data.references.transfer"))
                    .containsExactly(transfer, transfer);
        }
    }

    private static String loss(String... lines) {
        return "{\"type\":\"LOSS\",\"location\":\"MAIN\",\"reason\":\"lost\",\"lines\":[" + String.join(",", lines)
                + "]}";
    }
}
