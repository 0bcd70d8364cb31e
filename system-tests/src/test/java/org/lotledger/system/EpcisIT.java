package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.system.Trade.fresh;
import static org.lotledger.system.Trade.line;
import static org.lotledger.system.Trade.lot;
import static org.lotledger.system.Trade.today;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lotledger.local.Service;
import org.lotledger.system.Api.Answer;

/** What partners get told of goods that went through all services. */
class EpcisIT {
    private final Trade trade = new Trade();

    private JsonNode events(String query) {
        return trade.api
                .get(Service.LOT_LEDGER, "/epcis/events" + query)
                .mustBe(200)
                .body()
                .at("/epcisBody/queryResults/resultsBody/eventList");
    }

    private static String lotId(Answer document) {
        return document.body().at("/lines/0/lots/0/lotId").asText();
    }

    private static String uri(String lotId) {
        return Api.encoded("https://lotledger.org/lot/" + lotId);
    }

    private static List<String> steps(JsonNode events) {
        List<String> steps = new ArrayList<>();
        events.forEach(event -> steps.add(event.path("bizStep").asText() + (event.has("errorDeclaration") ? "!" : "")));
        return steps;
    }

    @Test
    void deliveries_corrections_and_recalls_are_told_as_epcis_events() {
        String syrup = trade.syrup();
        Answer in = trade.delivered(syrup, 10, "104303/5", today().plusDays(300));
        Answer out = trade.sold(syrup, 4, "104303/5", in.eventId());
        String lotId = lotId(in);
        trade.heard(Service.RECEIVING, out.eventId());
        Answer correction = trade.adjustment(
                        Service.RECEIVING,
                        "SHIPMENT_CORRECTION",
                        ",'references':{'shipment':'" + Trade.numberOf(out) + "'}",
                        new String[] {out.eventId()},
                        line(syrup, 1, lot("104303/5", 1)))
                .mustBe(201);
        Answer recall = trade.hold(syrup, "104303/5", "RECALL").mustBe(201);
        Answer release = trade.release(recall).mustBe(200);
        String after = "&after=" + in.eventId() + "&after=" + out.eventId() + "&after=" + correction.eventId()
                + "&after=" + release.eventId();

        JsonNode all = events("?MATCH_anyEPCClass=" + uri(lotId) + after);
        assertThat(steps(all)).containsExactly("receiving", "shipping", "shipping!", "shipping", "holding", "holding");
        assertThat(all.get(3).at("/quantityList/0/quantity").intValue()).isEqualTo(3);
        assertThat(steps(events("?EQ_bizStep=holding&perPage=500&GE_eventTime=" + today() + "&LT_eventTime="
                        + today().plusDays(2) + "&MATCH_anyEPCClass=" + uri(lotId))))
                .hasSize(2);
        assertThat(events("?nextPageToken=&perPage=1")).hasSize(1);
    }

    @Test
    void an_assembly_is_told_as_one_transformation() {
        String part = trade.gauze();
        String kit = trade.item(",'lotTracked':true,'type':'INVENTORIED_ASSEMBLY'");
        String assembly = fresh("ASM");
        Answer in = trade.delivered(part, 10, "P/1");
        Answer issued = trade.shipped(
                        "ASSEMBLY",
                        ",'references':{'assembly':'" + assembly + "'}",
                        line(part, 4, lot("P/1", 4)),
                        in.eventId())
                .mustBe(200);
        Answer made = trade.receive(
                        trade.receipt(
                                "ASSEMBLY",
                                ",'references':{'assembly':'" + assembly + "'}",
                                line(kit, 2, lot("K-1", 2, today().plusDays(30)))),
                        issued.eventId())
                .mustBe(200);
        JsonNode told = events(
                "?MATCH_anyEPCClass=" + uri(lotId(made)) + "&after=" + issued.eventId() + "&after=" + made.eventId());
        assertThat(told).hasSize(1);
        JsonNode event = told.get(0);
        assertThat(event.path("type").asText()).isEqualTo("TransformationEvent");
        assertThat(event.at("/inputQuantityList/0/quantity").intValue()).isEqualTo(4);
        assertThat(event.at("/outputQuantityList/0/quantity").intValue()).isEqualTo(2);
        assertThat(event.at("/ilmd/cbvmda:itemExpirationDate").asText())
                .isEqualTo(today().plusDays(30).toString());
    }
}
