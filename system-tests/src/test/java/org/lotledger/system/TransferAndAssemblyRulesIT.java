package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.system.Trade.line;
import static org.lotledger.system.Trade.lot;
import static org.lotledger.system.Trade.numberOf;
import static org.lotledger.system.Trade.refused;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.lotledger.local.Service;
import org.lotledger.system.Api.Answer;

/** Rules 21 and 22: between our own places, and from components to products. */
class TransferAndAssemblyRulesIT {
    private final Trade trade = new Trade();

    @Nested
    class Rule21ATransferArrivesWhereItWasSent {
        @Test
        void what_is_on_its_way_is_in_transit_and_no_more_arrives_than_left() {
            String gauze = trade.gauze();
            Answer in = trade.delivered(gauze, 10, "L1");
            String transfer = Trade.fresh("T");
            Answer out = trade.shipped(
                            "TRANSFER",
                            ",'toLocation':'SHOP','references':{'transfer':'" + transfer + "'}",
                            line(gauze, 6, lot("L1", 6)),
                            in.eventId())
                    .mustBe(200);
            JsonNode underway = trade.inLedger(gauze, "L1", out.eventId());
            assertThat(underway.path("inTransit").intValue()).isEqualTo(6);
            assertThat(underway.path("onHand").intValue()).isEqualTo(4);

            Answer part = arrived(transfer, "SHOP", gauze, 4, out.eventId()).mustBe(200);
            refused(arrived(transfer, "SHOP", gauze, 3), "TRANSFER_LIMIT");
            // What never arrives is received at a place that is not net, and lost there.
            Answer rest = arrived(transfer, "RETURNS", gauze, 2).mustBe(200);
            trade.heard(Service.SHIPPING, rest.eventId());
            Answer lost = trade.adjustment(
                            Service.SHIPPING,
                            "LOSS",
                            ",'location':'RETURNS'",
                            new String[0],
                            line(gauze, 2, lot("L1", 2)))
                    .mustBe(201);
            JsonNode there = trade.inLedger(gauze, "L1", part.eventId(), lost.eventId());
            assertThat(there.path("inTransit").intValue()).isZero();
            assertThat(there.path("onHand").intValue()).isEqualTo(8);
            assertThat(there.path("adjusted").intValue()).isEqualTo(-2);
        }

        @Test
        void at_another_net_place_it_is_not_received() {
            String gauze = trade.gauze();
            Answer in = trade.delivered(gauze, 10, "L1");
            Answer out = trade.shipped("TRANSFER", ",'toLocation':'SHOP'", line(gauze, 6, lot("L1", 6)), in.eventId())
                    .mustBe(200);
            refused(arrived(numberOf(out), "MAIN", gauze, 1, out.eventId()), "TRANSFER_LIMIT");
            refused(arrived("T-NONE", "SHOP", gauze, 1), "REFERENCE_UNKNOWN");
        }

        @Test
        void it_needs_a_place_to_go_to_that_exists_and_is_another() {
            String gauze = trade.gauze();
            refused(trade.shipment("TRANSFER", "", line(gauze, 1)), "FIELD_MISSING");
            refused(trade.shipment("TRANSFER", ",'toLocation':'NOWHERE'", line(gauze, 1)), "LOCATION_UNKNOWN");
            refused(trade.shipment("TRANSFER", ",'toLocation':'MAIN'", line(gauze, 1)), "FIELD_INVALID");
            refused(trade.receipt("TRANSFER", "", line(gauze, 1)), "FIELD_MISSING");
        }

        private Answer arrived(String transfer, String place, String itemCode, int quantity, String... after) {
            return trade.receive(
                    trade.receipt(
                                    "TRANSFER",
                                    ",'location':'" + place + "','references':{'transfer':'" + transfer + "'}",
                                    line(itemCode, quantity, lot("L1", quantity)))
                            .mustBe(201),
                    after);
        }
    }

    @Nested
    class Rule22AnAssemblyIssuesAndReceivesUnderOneNumber {
        @Test
        void the_output_waits_for_its_components_and_a_component_comes_back_no_more_than_issued() {
            String gauze = trade.gauze();
            String kit = trade.item(",'type':'INVENTORIED_ASSEMBLY','lotTracked':true,'perishable':false");
            Answer in = trade.delivered(gauze, 10, "G1");
            String assembly = Trade.fresh("RUN");
            String reference = ",'references':{'assembly':'" + assembly + "'}";

            Answer early = trade.receipt("ASSEMBLY", reference, line(kit, 2, lot("K1", 2)))
                    .mustBe(201);
            refused(trade.receive(early), "REFERENCE_UNKNOWN");
            Answer issued = trade.shipped("ASSEMBLY", reference, line(gauze, 6, lot("G1", 6)), in.eventId())
                    .mustBe(200);
            Answer made = trade.receive(early, issued.eventId()).mustBe(200);
            assertThat(trade.onHand(kit, "K1", made.eventId())).isEqualByComparingTo("2");

            Answer tooMuch = trade.receive(trade.receipt("ASSEMBLY", reference, line(gauze, 7, lot("G1", 7)))
                    .mustBe(201));
            assertThat(tooMuch.body().path("violations"))
                    .extracting(violation -> violation.path("code").asText())
                    .contains("RETURN_LIMIT");
            Answer back = trade.receive(trade.receipt("ASSEMBLY", reference, line(gauze, 1, lot("G1", 1)))
                            .mustBe(201))
                    .mustBe(200);
            JsonNode component = trade.inLedger(gauze, "G1", back.eventId());
            assertThat(component.path("onHand").intValue()).isEqualTo(5);
            assertThat(component.path("adjusted").intValue()).isEqualTo(-5);
            String lotId = component.path("lotId").asText();
            assertThat(trade.api
                            .get(Service.LOT_LEDGER, "/lots/" + lotId + "/transactions")
                            .body()
                            .path("items"))
                    .extracting(row -> row.path("reason").asText() + " "
                            + row.at("/references/assembly").asText())
                    .contains("ASSEMBLY_ISSUE " + assembly, "ASSEMBLY_UNISSUE " + assembly);
        }

        @Test
        void both_sides_need_the_number() {
            String gauze = trade.gauze();
            refused(trade.shipment("ASSEMBLY", "", line(gauze, 1)), "FIELD_MISSING");
            refused(trade.receipt("ASSEMBLY", "", line(gauze, 1)), "FIELD_MISSING");
        }
    }
}
