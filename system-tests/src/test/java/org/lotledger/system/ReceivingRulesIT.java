package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.system.Trade.codesIn;
import static org.lotledger.system.Trade.detail;
import static org.lotledger.system.Trade.json;
import static org.lotledger.system.Trade.line;
import static org.lotledger.system.Trade.lot;
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

/** Rules 5 to 9: what comes in. */
class ReceivingRulesIT {
    private final Trade trade = new Trade();

    @Nested
    class Rule05ReceivingNeedsEveryLotComplete {
        @Test
        void all_that_is_missing_is_told_in_one_answer_and_nothing_changes() {
            String gauze = trade.gauze();
            String syrup = trade.syrup();
            Answer saved = trade.receipt(
                            "SUPPLIER",
                            "",
                            line(gauze, 5),
                            line(syrup, 5, lot("S1", 5)),
                            line(gauze, 5, lot("G1", 4)),
                            line(gauze, 5, lot("G2", 2), lot("G2", 3)))
                    .mustBe(201);

            Answer refusal =
                    refused(trade.receive(saved), "LOTS_MISSING", "EXPIRATION_MISSING", "LOTS_DO_NOT_SUM", "LOT_TWICE");
            assertThat(refusal.body().path("violations"))
                    .extracting(violation -> violation.path("pointer").asText())
                    .containsExactlyInAnyOrder(
                            "/lines/0/lots", "/lines/1/lots/0/expirationDate", "/lines/2/lots", "/lines/3/lots/1");
            Answer seen = trade.seen(saved);
            assertThat(seen.eTag()).isEqualTo(saved.eTag());
            assertThat(seen.body().path("lines"))
                    .extracting(line -> line.path("lotEntry").asText())
                    .containsExactly("MISSING", "COMPLETE", "PARTIAL", "COMPLETE");

            Answer one = trade.lots(saved, 1, lot("G0", 5)).mustBe(200);
            Answer two = trade.lots(one, 2, lot("S1", 5, today().plusDays(99))).mustBe(200);
            Answer three = trade.lots(two, 3, lot("G1", 5)).mustBe(200);
            Answer four = trade.lots(three, 4, lot("G2", 5)).mustBe(200);
            assertThat(trade.receive(four).mustBe(200).body().path("status").asText())
                    .isEqualTo("RECEIVED");
        }

        @Test
        void the_same_lot_may_stand_at_two_places_of_a_line() {
            String gauze = trade.gauze();
            Answer received = trade.receive(
                    trade.receipt("SUPPLIER", "", line(gauze, 5, lot("G1", 2), Trade.lotAt("G1", 3, "SHOP")))
                            .mustBe(201));
            assertThat(trade.onHand(gauze, "G1", received.mustBe(200).eventId()))
                    .isEqualByComparingTo("5");
        }

        @Test
        void a_quantity_must_be_more_than_nothing() {
            String gauze = trade.gauze();
            refused(trade.receipt("SUPPLIER", "", line(gauze, 0)), "QUANTITY_INVALID");
            refused(trade.receipt("SUPPLIER", "", line(gauze, 1, lot("G1", -1))), "QUANTITY_INVALID");
            refused(trade.receipt("SUPPLIER", "", line(gauze, "1.5")), "QUANTITY_INVALID");
        }
    }

    @Nested
    class Rule06UntrackedLinesTakeNoLots {
        @Test
        void a_lot_on_such_a_line_is_refused_and_without_it_the_line_is_complete() {
            String box = trade.box();
            refused(trade.receipt("SUPPLIER", "", line(box, 5, lot("L1", 5))), "LOT_NOT_TRACKED");
            Answer saved = trade.receipt("SUPPLIER", "", line(box, 5)).mustBe(201);
            assertThat(saved.body().at("/lines/0/lotEntry").asText()).isEqualTo("NOT_REQUIRED");
            refused(trade.lots(saved, 1, lot("L1", 5)), "LOT_NOT_TRACKED");
            trade.receive(saved).mustBe(200);
        }
    }

    @Nested
    class Rule07TheSameLotAddsUpUnderOneDate {
        @Test
        void a_second_delivery_adds_and_another_date_is_refused_until_it_is_corrected() {
            String syrup = trade.syrup();
            trade.delivered(syrup, 10, "L1", today().plusDays(100));
            Answer more = trade.delivered(syrup, 5, "L1", today().plusDays(100));
            assertThat(trade.onHand(syrup, "L1", more.eventId())).isEqualByComparingTo("15");

            Answer other = trade.receipt("SUPPLIER", "", line(syrup, 1, lot("L1", 1, today().plusDays(101))))
                    .mustBe(201);
            assertThat(codesIn(other.body().at("/lines/0/problems"))).containsExactly("EXPIRATION_CONFLICT");
            assertThat(detail(refused(trade.receive(other), "EXPIRATION_CONFLICT")))
                    .contains(today().plusDays(100).toString())
                    .contains(today().plusDays(101).toString());

            Answer corrected =
                    correct(syrup, "L1", "\"" + today().plusDays(101) + "\"").mustBe(200);
            assertThat(trade.inLedger(syrup, "L1", corrected.eventId())
                            .path("expirationDate")
                            .asText())
                    .isEqualTo(today().plusDays(101).toString());
            trade.receive(other).mustBe(200);
            JsonNode atShipping = trade.availability(syrup, corrected.eventId());
            assertThat(atShipping.at("/0/expirationDate").asText())
                    .isEqualTo(today().plusDays(101).toString());
        }

        @Test
        void a_correction_needs_a_known_lot_and_a_perishable_item_keeps_a_date() {
            String syrup = trade.syrup();
            refused(correct(syrup, "L1", "\"2040-01-01\""), "LOT_UNKNOWN");
            trade.delivered(syrup, 1, "L1", today().plusDays(100));
            refused(correct(syrup, "L1", "null"), "EXPIRATION_MISSING");
        }

        private Answer correct(String itemCode, String lotNumber, String date) {
            return trade.api.post(
                    Service.RECEIVING,
                    "/lots/expiration-corrections",
                    json(
                            "{'itemCode':'%s','lotNumber':'%s','expirationDate':%s,'reason':'misread'}",
                            itemCode, lotNumber, date));
        }
    }

    @Nested
    class Rule08LifeOnArrivalFromASupplier {
        @ParameterizedTest
        @CsvSource({
            "-1, LOT_EXPIRED",
            "0, SHELF_LIFE_TOO_SHORT",
            "29, SHELF_LIFE_TOO_SHORT",
            "30, ''",
            "365, ''",
            "366, EXPIRATION_TOO_FAR"
        })
        void is_judged_on_both_sides_of_each_limit(int days, String code) {
            String itemCode = trade.item(",'lotTracked':true,'shelfLifeDays':365,'minimumRemainingDays':30");
            Answer saved = trade.receipt("SUPPLIER", "", line(itemCode, 1, lot("L1", 1, today().plusDays(days))))
                    .mustBe(201);
            Answer received = trade.receive(saved);
            if (code.isEmpty()) {
                received.mustBe(200);
            } else {
                refused(received, code);
            }
        }

        @ParameterizedTest
        @CsvSource({"-1, 200", "29, 200", "366, 409"})
        void too_old_can_be_accepted_with_a_reason_too_far_cannot(int days, int status) {
            String itemCode = trade.item(",'lotTracked':true,'shelfLifeDays':365,'minimumRemainingDays':30");
            String entry = lot("L1", 1, today().plusDays(days));
            String unexplained = line(itemCode, 1, entry) + ",\"acceptExpired\":true";
            if (days < 30) {
                assertThat(trade.receive(trade.receipt("SUPPLIER", "", unexplained)
                                        .mustBe(201))
                                .status())
                        .as("without a reason")
                        .isIn(409, 422);
            }
            trade.receive(trade.receipt("SUPPLIER", "", unexplained + ",\"acceptReason\":\"for the shelter\"")
                            .mustBe(201))
                    .mustBe(status);
        }

        @Test
        void what_a_customer_sends_back_is_not_judged() {
            String itemCode = trade.item(",'lotTracked':true,'minimumRemainingDays':30");
            Answer in = trade.receive(trade.receipt(
                            "SUPPLIER",
                            "",
                            line(itemCode, 5, lot("L1", 5, today().plusDays(2)))
                                    + ",\"acceptExpired\":true,\"acceptReason\":\"sells today\"")
                    .mustBe(201));
            Answer out = trade.sold(itemCode, 5, "L1", in.eventId()).mustBe(200);
            trade.returned(out, itemCode, 1, "L1", out.eventId()).mustBe(200);
        }
    }

    @Nested
    class Rule09ReceiveWhatCame {
        @Test
        void the_line_is_lowered_to_what_came_and_the_rest_is_a_new_receipt() {
            String gauze = trade.gauze();
            Answer saved = trade.receipt(
                            "SUPPLIER", ",'references':{'purchaseOrder':'PO-9'}", line(gauze, 10, lot("L1", 6)))
                    .mustBe(201);
            refused(trade.receive(saved), "LOTS_DO_NOT_SUM");
            Answer lowered = trade.patch(saved, "{'lines':[{'lineNumber':1,'itemCode':'" + gauze + "','quantity':6}]}")
                    .mustBe(200);
            assertThat(lowered.body().at("/lines/0/lots/0/lotNumber").asText()).isEqualTo("L1");
            trade.receive(lowered).mustBe(200);
            Answer rest = trade.receive(
                    trade.receipt("SUPPLIER", ",'references':{'purchaseOrder':'PO-9'}", line(gauze, 4, lot("L1", 4)))
                            .mustBe(201));
            assertThat(trade.onHand(gauze, "L1", rest.mustBe(200).eventId())).isEqualByComparingTo("10");
        }

        @ParameterizedTest
        @CsvSource({"LOT0, LOTO", "A1B, AIB", "A1B, AlB", "ABC, abc", "100 E02, 100E02"})
        void a_number_that_only_looks_like_a_known_one_is_warned_of(String known, String alike) {
            String gauze = trade.gauze();
            trade.delivered(gauze, 1, known);
            Answer warned =
                    trade.receipt("SUPPLIER", "", line(gauze, 1, lot(alike, 1))).mustBe(201);
            assertThat(codesIn(warned.body().path("warnings"))).containsExactly("SIMILAR_LOT");
            assertThat(warned.body().at("/warnings/0/detail").asText())
                    .contains(known)
                    .contains(alike);
            assertThat(codesIn(trade.receive(warned).mustBe(200).body().path("warnings")))
                    .containsExactly("SIMILAR_LOT");
        }

        @Test
        void the_known_number_itself_and_quite_another_are_not() {
            String gauze = trade.gauze();
            trade.delivered(gauze, 1, "LOT0");
            Answer saved = trade.receipt("SUPPLIER", "", line(gauze, 2, lot("LOT0", 1), lot("LOT7", 1)))
                    .mustBe(201);
            assertThat(saved.body().path("warnings")).isEmpty();
            assertThat(numberOf(saved)).isNotBlank();
        }
    }
}
