package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.system.Trade.detail;
import static org.lotledger.system.Trade.line;
import static org.lotledger.system.Trade.lot;
import static org.lotledger.system.Trade.numberOf;
import static org.lotledger.system.Trade.refused;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lotledger.local.Service;
import org.lotledger.system.Api.Answer;

/** Rules 15 to 20: corrections of stock, and what comes back. */
class AdjustmentAndReturnRulesIT {
    private static final String[] NOW = {};

    private final Trade trade = new Trade();

    @Nested
    class Rule15AnAdjustmentNamesItsLots {
        @ParameterizedTest
        @EnumSource(
                value = Service.class,
                names = {"RECEIVING", "SHIPPING"})
        void of_a_tracked_item_and_none_of_an_untracked_one(Service service) {
            String gauze = trade.gauze();
            String box = trade.box();
            refused(trade.adjustment(service, "COUNT", "", NOW, line(gauze, 1)), "LOTS_MISSING");
            refused(trade.adjustment(service, "COUNT", "", NOW, line(box, 1, lot("L1", 1))), "LOT_NOT_TRACKED");
        }
    }

    @Nested
    class Rule16GiveBackLimit {
        @Test
        void ten_received_one_sold_two_found_only_one_goes_back() {
            String gauze = trade.gauze();
            Answer in = trade.delivered(gauze, 10, "L1");
            Answer out = trade.sold(gauze, 1, "L1", in.eventId()).mustBe(200);

            Answer refusal = refused(trade.countUp(gauze, 2, "L1", out.eventId()), "GIVE_BACK_LIMIT");
            assertThat(detail(refusal)).contains("1").contains("2").contains("L1");
            trade.countUp(gauze, 1, "L1").mustBe(201);
            refused(trade.countUp(gauze, 1, "L1"), "GIVE_BACK_LIMIT");
        }

        @Test
        void one_pool_for_counts_and_returns_and_losses_open_it_too() {
            String gauze = trade.gauze();
            Answer in = trade.delivered(gauze, 10, "L1");
            Answer out = trade.sold(gauze, 2, "L1", in.eventId()).mustBe(200);
            trade.countUp(gauze, 1, "L1", out.eventId()).mustBe(201);
            refused(trade.returned(out, gauze, 2, "L1"), "GIVE_BACK_LIMIT");
            Answer lost = trade.adjustment(Service.SHIPPING, "LOSS", "", NOW, line(gauze, 1, lot("L1", 1)))
                    .mustBe(201);
            Answer back = trade.returned(out, gauze, 2, "L1", lost.eventId()).mustBe(200);
            assertThat(trade.onHand(gauze, "L1", back.eventId())).isEqualByComparingTo("10");
        }

        @Test
        void what_left_for_another_place_of_ours_or_was_corrected_is_not_used() {
            String gauze = trade.gauze();
            Answer in = trade.delivered(gauze, 10, "L1");
            Answer away = trade.shipped("TRANSFER", ",'toLocation':'SHOP'", line(gauze, 4, lot("L1", 4)), in.eventId())
                    .mustBe(200);
            Answer corrected = trade.adjustment(
                            Service.SHIPPING,
                            "RECEIPT_CORRECTION",
                            ",'references':{'receipt':'" + numberOf(in) + "'}",
                            NOW,
                            line(gauze, 1, lot("L1", 1)))
                    .mustBe(201);
            refused(trade.countUp(gauze, 1, "L1", away.eventId(), corrected.eventId()), "GIVE_BACK_LIMIT");
        }

        @Test
        void a_beginning_balance_opens_only_a_lot_that_has_nothing_else() {
            String gauze = trade.gauze();
            trade.delivered(gauze, 1, "L1");
            refused(
                    trade.adjustment(Service.RECEIVING, "BEGINNING_BALANCE", "", NOW, line(gauze, 5, lot("L1", 5))),
                    "LOT_IN_USE");
            trade.adjustment(Service.RECEIVING, "BEGINNING_BALANCE", "", NOW, line(gauze, 5, lot("L2", 5)))
                    .mustBe(201);
            refused(
                    trade.adjustment(Service.RECEIVING, "BEGINNING_BALANCE", "", NOW, line(gauze, 6, lot("L2", 6))),
                    "BALANCE_ALREADY_OPENED");
            trade.adjustment(
                            Service.RECEIVING,
                            "BEGINNING_BALANCE",
                            ",'location':'SHOP'",
                            NOW,
                            line(gauze, 5, lot("L2", 5)))
                    .mustBe(201);
        }
    }

    @Nested
    class Rule17ACustomerReturnsWhatItGot {
        @Test
        void ten_received_ten_shipped_two_returned_and_a_further_nine_refused() {
            String gauze = trade.gauze();
            Answer in = trade.delivered(gauze, 10, "L1");
            Answer out = trade.sold(gauze, 10, "L1", in.eventId()).mustBe(200);
            Answer back = trade.returned(out, gauze, 2, "L1", out.eventId()).mustBe(200);
            assertThat(trade.onHand(gauze, "L1", back.eventId())).isEqualByComparingTo("2");

            Answer nine = trade.returned(out, gauze, 9, "L1");
            assertThat(nine.body().path("violations"))
                    .extracting(violation -> violation.path("code").asText())
                    .contains("RETURN_LIMIT");
            trade.returned(out, gauze, 8, "L1").mustBe(200);
        }

        @Test
        void of_that_shipment_and_that_lot_only() {
            String gauze = trade.gauze();
            Answer in = trade.delivered(gauze, 10, "L1");
            Answer other = trade.delivered(gauze, 10, "L2");
            Answer out =
                    trade.sold(gauze, 3, "L1", in.eventId(), other.eventId()).mustBe(200);
            Answer more = trade.sold(gauze, 3, "L2").mustBe(200);
            refused(trade.returned(out, gauze, 1, "L2", out.eventId(), more.eventId()), "RETURN_LIMIT");
            Answer unknown = trade.receive(trade.receipt(
                            "CUSTOMER_RETURN", ",'references':{'shipment':'S-NONE'}", line(gauze, 1, lot("L1", 1)))
                    .mustBe(201));
            assertThat(unknown.body().path("violations"))
                    .extracting(violation -> violation.path("code").asText())
                    .contains("REFERENCE_UNKNOWN");
            refused(trade.receipt("CUSTOMER_RETURN", "", line(gauze, 1, lot("L1", 1))), "FIELD_MISSING");
        }

        @Test
        void not_before_it_left() {
            String gauze = trade.gauze();
            Answer in = trade.delivered(gauze, 10, "L1");
            Answer out = trade.sold(gauze, 3, "L1", in.eventId()).mustBe(200);
            Instant before =
                    Instant.parse(out.body().path("occurredAt").asText()).minus(1, ChronoUnit.HOURS);
            Answer early = trade.receive(
                    trade.receipt(
                                    "CUSTOMER_RETURN",
                                    ",'occurredAt':'" + before + "','references':{'shipment':'" + numberOf(out) + "'}",
                                    line(gauze, 1, lot("L1", 1)))
                            .mustBe(201),
                    out.eventId());
            refused(early, "RETURN_LIMIT");
        }

        @Test
        void a_return_keeps_the_date_that_is_known_and_refuses_another() {
            String syrup = trade.syrup();
            Answer in = trade.delivered(syrup, 10, "L1", Trade.today().plusDays(50));
            Answer out = trade.sold(syrup, 3, "L1", in.eventId()).mustBe(200);
            Answer back = trade.returned(out, syrup, 1, "L1", out.eventId()).mustBe(200);
            assertThat(back.body().at("/lines/0/lots/0/expirationDate").asText())
                    .isEqualTo(Trade.today().plusDays(50).toString());
            Answer other = trade.receive(trade.receipt(
                            "CUSTOMER_RETURN",
                            ",'references':{'shipment':'" + numberOf(out) + "'}",
                            line(syrup, 1, lot("L1", 1, Trade.today().plusDays(51))))
                    .mustBe(201));
            refused(other, "EXPIRATION_CONFLICT");
        }
    }

    @Nested
    class Rule18ASupplierGetsBackWhatItSent {
        @Test
        void no_more_than_the_receipt_recorded() {
            String gauze = trade.gauze();
            Answer in = trade.delivered(gauze, 5, "L1");
            Answer more = trade.delivered(gauze, 5, "L1");
            String reference = ",'references':{'receipt':'" + numberOf(in) + "'}";
            trade.shipped("SUPPLIER_RETURN", reference, line(gauze, 3, lot("L1", 3)), more.eventId())
                    .mustBe(200);
            Answer refusal =
                    refused(trade.shipped("SUPPLIER_RETURN", reference, line(gauze, 3, lot("L1", 3))), "RETURN_LIMIT");
            assertThat(detail(refusal)).contains("3").contains("2");
            trade.shipped("SUPPLIER_RETURN", reference, line(gauze, 2, lot("L1", 2)))
                    .mustBe(200);
        }

        @Test
        void no_more_than_is_available_and_only_of_what_is_known() {
            String gauze = trade.gauze();
            Answer in = trade.delivered(gauze, 5, "L1");
            trade.sold(gauze, 4, "L1", in.eventId()).mustBe(200);
            String reference = ",'references':{'receipt':'" + numberOf(in) + "'}";
            refused(trade.shipped("SUPPLIER_RETURN", reference, line(gauze, 2, lot("L1", 2))), "NOT_AVAILABLE");
            refused(
                    trade.shipped(
                            "SUPPLIER_RETURN", ",'references':{'receipt':'R-NONE'}", line(gauze, 1, lot("L1", 1))),
                    "REFERENCE_UNKNOWN");
            refused(trade.shipment("SUPPLIER_RETURN", "", line(gauze, 1, lot("L1", 1))), "FIELD_MISSING");
        }

        @Test
        void a_beginning_balance_can_go_back_too() {
            String gauze = trade.gauze();
            Answer opened = trade.adjustment(
                            Service.RECEIVING, "BEGINNING_BALANCE", "", NOW, line(gauze, 5, lot("L1", 5)))
                    .mustBe(201);
            String reference = ",'references':{'adjustment':'" + numberOf(opened) + "'}";
            trade.shipped("SUPPLIER_RETURN", reference, line(gauze, 5, lot("L1", 5)), opened.eventId())
                    .mustBe(200);
        }
    }

    @Nested
    class Rule19MistakesAreCorrectedByNewEvents {
        @Test
        void a_mis_keyed_lot_is_taken_out_and_entered_again_under_its_right_number() {
            String gauze = trade.gauze();
            Answer wrong = trade.delivered(gauze, 10, "LOTO");
            String reference = ",'references':{'receipt':'" + numberOf(wrong) + "'}";
            trade.heard(Service.SHIPPING, wrong.eventId());
            refused(
                    trade.adjustment(
                            Service.SHIPPING, "RECEIPT_CORRECTION", reference, NOW, line(gauze, 11, lot("LOTO", 11))),
                    "NOT_AVAILABLE",
                    "RETURN_LIMIT");
            Answer corrected = trade.adjustment(
                            Service.SHIPPING, "RECEIPT_CORRECTION", reference, NOW, line(gauze, 10, lot("LOTO", 10)))
                    .mustBe(201);
            Answer right = trade.receive(trade.receipt("SUPPLIER", reference, line(gauze, 10, lot("LOT0", 10)))
                            .mustBe(201))
                    .mustBe(200);
            assertThat(trade.onHand(gauze, "LOTO", corrected.eventId())).isZero();
            assertThat(trade.onHand(gauze, "LOT0", right.eventId())).isEqualByComparingTo("10");
            assertThat(trade.inLedger(gauze, "LOTO").path("received").decimalValue())
                    .isZero();
        }

        @Test
        void what_a_shipment_booked_too_much_comes_back_and_points_at_it() {
            String gauze = trade.gauze();
            Answer in = trade.delivered(gauze, 10, "L1");
            Answer out = trade.sold(gauze, 5, "L1", in.eventId()).mustBe(200);
            String reference = ",'references':{'shipment':'" + numberOf(out) + "'}";
            String[] heard = {out.eventId()};
            Answer tooMuch = trade.adjustment(
                    Service.RECEIVING, "SHIPMENT_CORRECTION", reference, heard, line(gauze, 6, lot("L1", 6)));
            refused(tooMuch, "RETURN_LIMIT", "GIVE_BACK_LIMIT");
            Answer corrected = trade.adjustment(
                            Service.RECEIVING, "SHIPMENT_CORRECTION", reference, NOW, line(gauze, 2, lot("L1", 2)))
                    .mustBe(201);
            assertThat(trade.inLedger(gauze, "L1", corrected.eventId())
                            .path("shipped")
                            .intValue())
                    .isEqualTo(3);
            String lotId = in.body().at("/lines/0/lots/0/lotId").asText();
            assertThat(trade.api
                            .get(Service.LOT_LEDGER, "/lots/" + lotId + "/transactions")
                            .body()
                            .path("items"))
                    .extracting(row -> row.path("reason").asText() + " "
                            + row.path("corrects").asText())
                    .contains("SHIPMENT_CORRECTION " + out.eventId());
        }
    }

    @Nested
    class Rule20WhatHappenedIsNeverVoided {
        @Test
        void void_is_final_and_closed_documents_are_corrected_not_voided() {
            String gauze = trade.gauze();
            Answer given = trade.voided(
                    trade.receipt("SUPPLIER", "", line(gauze, 1, lot("L1", 1))).mustBe(201));
            refused(trade.receive(given), "DOCUMENT_NOT_PENDING");
            refused(trade.voided(given), "DOCUMENT_NOT_PENDING");
            refused(trade.patch(given, "{'expectedOn':'2040-01-01'}"), "DOCUMENT_NOT_PENDING");

            Answer in = trade.delivered(gauze, 5, "L1");
            refused(trade.voided(in), "DOCUMENT_NOT_PENDING");
            Answer out = trade.sold(gauze, 5, "L1", in.eventId()).mustBe(200);
            refused(trade.voided(out), "DOCUMENT_NOT_PENDING");
            refused(trade.patch(out, "{'minimumRemainingDays':1}"), "DOCUMENT_NOT_PENDING");
        }
    }
}
