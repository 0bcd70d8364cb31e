package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.system.Trade.MAIN;
import static org.lotledger.system.Trade.RETURNS;
import static org.lotledger.system.Trade.detail;
import static org.lotledger.system.Trade.line;
import static org.lotledger.system.Trade.lot;
import static org.lotledger.system.Trade.lotAt;
import static org.lotledger.system.Trade.numberOf;
import static org.lotledger.system.Trade.refused;
import static org.lotledger.system.Trade.today;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lotledger.local.Service;
import org.lotledger.system.Api.Answer;

/** Rules 10 to 14: what goes out. */
class ShippingRulesIT {
    private final Trade trade = new Trade();

    @Nested
    class Rule10ShippingNeedsEveryLineCovered {
        @Test
        void it_is_saved_at_any_stage_and_shipped_when_the_lots_add_up() {
            String gauze = trade.gauze();
            String in = trade.delivered(gauze, 10, "L1").eventId();
            trade.heard(Service.SHIPPING, in);
            Answer saved = trade.shipment("CUSTOMER", "", line(gauze, 5), line(gauze, 3))
                    .mustBe(201);
            refused(trade.ship(saved), "LOTS_MISSING", "LOTS_MISSING");
            Answer part = trade.lots(saved, 1, lot("L1", 4)).mustBe(200);
            assertThat(part.body().at("/lines/0/openQuantity").intValue()).isEqualTo(1);
            refused(trade.ship(part), "LOTS_DO_NOT_SUM", "LOTS_MISSING");
            refused(trade.lots(part, 1, lot("L1", 6)), "LOTS_DO_NOT_SUM");
            Answer first = trade.lots(part, 1, lot("L1", 5)).mustBe(200);
            Answer second = trade.lots(first, 2, lot("L1", 3)).mustBe(200);
            assertThat(trade.ship(second).mustBe(200).body().path("status").asText())
                    .isEqualTo("SHIPPED");
        }

        @Test
        void a_shipment_of_nothing_does_not_leave() {
            Answer empty = trade.shipment("CUSTOMER", "").mustBe(201);
            refused(trade.ship(empty), "NO_LINES");
        }
    }

    @Nested
    class Rule11OnlyWhatIsAvailableOfThatLotAtThatPlace {
        @Test
        void the_refusal_gives_asked_available_and_who_reserves_the_rest() {
            String gauze = trade.gauze();
            trade.heard(Service.SHIPPING, trade.delivered(gauze, 10, "L1").eventId());
            Answer other =
                    trade.shipment("CUSTOMER", "", line(gauze, 7, lot("L1", 7))).mustBe(201);

            Answer refusal = refused(trade.shipment("CUSTOMER", "", line(gauze, 4, lot("L1", 4))), "NOT_AVAILABLE");
            assertThat(detail(refusal))
                    .contains("4 of lot L1")
                    .contains("3 are available")
                    .contains(numberOf(other));
            refused(trade.shipment("CUSTOMER", "", line(gauze, 1, lotAt("L1", 1, "SHOP"))), "NOT_AVAILABLE");

            trade.ship(trade.shipment("CUSTOMER", "", line(gauze, 3, lot("L1", 3)))
                            .mustBe(201))
                    .mustBe(200);
            trade.ship(other).mustBe(200);
        }

        @Test
        void two_lines_together_take_no_more_than_is_there() {
            String gauze = trade.gauze();
            trade.heard(Service.SHIPPING, trade.delivered(gauze, 10, "L1").eventId());
            refused(
                    trade.shipment("CUSTOMER", "", line(gauze, 6, lot("L1", 6)), line(gauze, 5, lot("L1", 5))),
                    "NOT_AVAILABLE");
        }

        @Test
        void untracked_lines_reserve_nothing_and_are_checked_when_they_leave() {
            String box = trade.box();
            String in = trade.receive(
                            trade.receipt("SUPPLIER", "", line(box, 10)).mustBe(201))
                    .mustBe(200)
                    .eventId();
            trade.heard(Service.SHIPPING, in);
            Answer one = trade.shipment("CUSTOMER", "", line(box, 8)).mustBe(201);
            Answer two = trade.shipment("CUSTOMER", "", line(box, 8)).mustBe(201);
            trade.ship(one).mustBe(200);
            assertThat(detail(refused(trade.ship(two), "NOT_AVAILABLE")))
                    .contains("8")
                    .contains("2 are available");
        }
    }

    @Nested
    class Rule12BlockedPlacesAndBlockedLots {
        @ParameterizedTest
        @CsvSource({"HOLD, LOT_HELD", "QUARANTINE, LOT_QUARANTINED", "RECALL, LOT_RECALLED"})
        void a_blocked_lot_does_not_go_to_customers_assemblies_or_net_places_but_everywhere_else(
                String kind, String code) {
            String gauze = trade.gauze();
            Answer in = trade.delivered(gauze, 10, "L1");
            trade.heard(Service.SHIPPING, in.eventId());
            Answer reserved =
                    trade.shipment("CUSTOMER", "", line(gauze, 1, lot("L1", 1))).mustBe(201);
            Answer hold = trade.hold(gauze, "L1", kind).mustBe(201);
            assertThat(hold.body().path("inForceAtShipping").booleanValue()).isTrue();

            refused(trade.ship(reserved), code);
            String named = line(gauze, 1, lot("L1", 1));
            refused(trade.shipment("CUSTOMER", "", named), code);
            refused(trade.shipment("ASSEMBLY", ",'references':{'assembly':'A-1'}", named), code);
            refused(trade.shipment("TRANSFER", ",'toLocation':'SHOP'", named), code);

            trade.ship(trade.shipment("TRANSFER", ",'toLocation':'RETURNS'", named)
                            .mustBe(201))
                    .mustBe(200);
            trade.ship(trade.shipment("SUPPLIER_RETURN", ",'references':{'receipt':'" + numberOf(in) + "'}", named)
                            .mustBe(201))
                    .mustBe(200);
            trade.countDown(gauze, 1, "L1").mustBe(201);
            trade.adjustment(Service.SHIPPING, "LOSS", "", new String[0], named).mustBe(201);

            trade.release(hold).mustBe(200);
            trade.ship(reserved).mustBe(200);
        }

        @Test
        void a_lot_is_free_only_when_all_its_holds_are_released() {
            String gauze = trade.gauze();
            trade.heard(Service.SHIPPING, trade.delivered(gauze, 10, "L1").eventId());
            Answer recall = trade.hold(gauze, "L1", "RECALL").mustBe(201);
            Answer hold = trade.hold(gauze, "L1", "HOLD").mustBe(201);
            Answer asked = trade.shipment("CUSTOMER", "", line(gauze, 1, lot("L1", 1)));
            assertThat(asked.status()).isEqualTo(409);
            assertThat(asked.body().path("violations"))
                    .extracting(violation -> violation.path("code").asText())
                    .contains("LOT_RECALLED");
            trade.release(recall).mustBe(200);
            refused(trade.shipment("CUSTOMER", "", line(gauze, 1, lot("L1", 1))), "LOT_HELD");
            trade.release(hold).mustBe(200);
            refused(trade.release(hold), "HOLD_RELEASED");
            trade.shipment("CUSTOMER", "", line(gauze, 1, lot("L1", 1))).mustBe(201);
        }

        @Test
        void a_recalled_lot_that_arrives_later_is_blocked_on_arrival() {
            String gauze = trade.gauze();
            trade.hold(gauze, "L7", "RECALL").mustBe(201);
            Answer in = trade.delivered(gauze, 10, "L7");
            refused(trade.sold(gauze, 1, "L7", in.eventId()), "LOT_RECALLED");
            assertThat(trade.availability(gauze).at("/0/status").asText()).isEqualTo("RECALLED");
            JsonNode lot = trade.inLedger(gauze, "L7", in.eventId());
            assertThat(lot.path("status").asText()).isEqualTo("RECALLED");
        }

        @Test
        void goods_in_a_place_that_is_not_net_go_to_no_customer_until_they_are_put_away() {
            String gauze = trade.gauze();
            Answer in = trade.receive(trade.receipt("SUPPLIER", ",'location':'RETURNS'", line(gauze, 10, lot("L1", 10)))
                    .mustBe(201));
            trade.heard(Service.SHIPPING, in.mustBe(200).eventId());
            String named = line(gauze, 1, lotAt("L1", 1, RETURNS));
            refused(trade.shipment("CUSTOMER", "", named), "LOCATION_NOT_NET");
            refused(trade.shipment("ASSEMBLY", ",'references':{'assembly':'A-1'}", named), "LOCATION_NOT_NET");

            Answer away = trade.ship(trade.shipment("TRANSFER", ",'location':'RETURNS','toLocation':'MAIN'", named)
                            .mustBe(201))
                    .mustBe(200);
            String transfer = away.body().at("/references/transfer").asText();
            assertThat(transfer).isEqualTo(numberOf(away));
            Answer back = trade.receive(
                            trade.receipt(
                                            "TRANSFER",
                                            ",'references':{'transfer':'" + transfer + "'}",
                                            line(gauze, 1, lot("L1", 1)))
                                    .mustBe(201),
                            away.eventId())
                    .mustBe(200);
            trade.sold(gauze, 1, "L1", back.eventId()).mustBe(200);
        }
    }

    @Nested
    class Rule13ExpiredTheDayAfter {
        @ParameterizedTest
        @CsvSource({
            // expires in, deliver in, remaining, refused
            "0, 0, 0, false",
            "5, 5, 0, false",
            "5, 6, 0, true",
            "5, 0, 5, false",
            "5, 0, 6, true",
            "5, 3, 2, false",
            "5, 3, 3, true"
        })
        void the_date_must_reach_the_day_of_delivery_and_the_days_that_must_remain(
                int expiresIn, int deliverIn, int remaining, boolean tooOld) {
            String syrup = trade.syrup();
            Answer in = trade.delivered(syrup, 3, "L1", today().plusDays(expiresIn));
            Answer sold = trade.shipped(
                    "CUSTOMER",
                    ",'deliverOn':'" + today().plusDays(deliverIn) + "','minimumRemainingDays':" + remaining,
                    line(syrup, 1, lot("L1", 1)),
                    in.eventId());
            if (tooOld) {
                assertThat(detail(refused(sold, "LOT_EXPIRED")))
                        .contains(today().plusDays(expiresIn).toString());
            } else {
                sold.mustBe(200);
            }
        }
    }

    @Nested
    class Rule14FirstExpiredFirstOut {
        @Test
        void the_suggestion_takes_the_earliest_date_that_may_be_shipped_and_no_date_last() {
            String dated = trade.item(",'lotTracked':true,'perishable':false");
            trade.delivered(dated, 2, "NEVER");
            trade.delivered(dated, 2, "LATE", today().plusDays(90));
            trade.delivered(dated, 2, "SOON", today().plusDays(10));
            trade.delivered(dated, 2, "HELD", today().plusDays(20));
            Answer last = trade.delivered(dated, 2, "SOON2", today().plusDays(10));
            trade.hold(dated, "HELD", "HOLD").mustBe(201);
            trade.heard(Service.SHIPPING, last.eventId());
            Answer saved = trade.shipment("CUSTOMER", "", line(dated, 7)).mustBe(201);

            JsonNode suggestion = trade.api
                    .get(Service.SHIPPING, Trade.pathOf(saved) + "/lines/1/suggestion")
                    .mustBe(200)
                    .body();
            assertThat(suggestion.path("lots"))
                    .extracting(entry -> entry.path("lotNumber").asText() + " "
                            + entry.path("quantity").asText() + " "
                            + entry.path("location").asText())
                    .containsExactly("SOON 2 MAIN", "SOON2 2 MAIN", "LATE 2 MAIN", "NEVER 1 MAIN");
            assertThat(suggestion.path("openQuantity").intValue()).isZero();

            Answer allocated = trade.act(saved, "allocate").mustBe(200);
            assertThat(allocated.body().at("/lines/0/lots"))
                    .extracting(entry -> entry.path("lotNumber").asText())
                    .containsExactly("SOON", "SOON2", "LATE", "NEVER");
            trade.ship(allocated).mustBe(200);
        }

        @Test
        void one_request_allocates_all_open_lines_and_tells_per_line_what_stays_open() {
            String some = trade.gauze();
            String none = trade.gauze();
            trade.heard(Service.SHIPPING, trade.delivered(some, 5, "L1").eventId());
            Answer saved = trade.shipment("CUSTOMER", "", line(some, 3), line(some, 4), line(none, 1))
                    .mustBe(201);
            Answer allocated = trade.act(saved, "allocate").mustBe(200);
            assertThat(allocated.body().path("lines"))
                    .extracting(line -> line.path("openQuantity").intValue())
                    .containsExactly(0, 2, 1);
            assertThat(allocated.body().path("warnings"))
                    .extracting(warning -> warning.path("code").asText() + " "
                            + warning.path("pointer").asText())
                    .containsExactly("NOT_AVAILABLE /lines/1", "NOT_AVAILABLE /lines/2");
        }

        @Test
        void an_override_may_say_why() {
            String gauze = trade.gauze();
            trade.delivered(gauze, 1, "OLD", today().plusDays(10));
            Answer in = trade.delivered(gauze, 1, "NEW", today().plusDays(90));
            Answer sold = trade.shipped(
                            "CUSTOMER",
                            "",
                            line(gauze, 1, lot("NEW", 1).replace("}", ",\"overrideReason\":\"asked for the newer\"}")),
                            in.eventId())
                    .mustBe(200);
            JsonNode rows = trade.api
                    .get(
                            Service.LOT_LEDGER,
                            "/lots/" + sold.body().at("/lines/0/lots/0/lotId").asText() + "/transactions"
                                    + Warehouse.after(sold.eventId()))
                    .mustBe(200)
                    .body()
                    .path("items");
            assertThat(rows).extracting(row -> row.path("reasonText").asText()).contains("asked for the newer");
            assertThat(sold.body().path("location").asText()).isEqualTo(MAIN);
        }
    }
}
