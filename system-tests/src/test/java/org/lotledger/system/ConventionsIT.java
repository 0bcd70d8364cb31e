package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.system.Trade.fresh;
import static org.lotledger.system.Trade.json;
import static org.lotledger.system.Trade.line;
import static org.lotledger.system.Trade.lot;
import static org.lotledger.system.Trade.refused;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lotledger.local.Service;
import org.lotledger.system.Api.Answer;

/** What all three writers have in common, tried on each of them as an integrator meets it. */
class ConventionsIT {
    private final Trade trade = new Trade();

    static Stream<Arguments> creations() {
        return Stream.of(
                Arguments.of(
                        Service.ITEM_CATALOG,
                        "/items",
                        json("{'itemCode':'%%s','description':'x','type':'INVENTORIED','unit':'EA','quantityScale':0")),
                Arguments.of(
                        Service.RECEIVING,
                        "/receipts",
                        json(
                                "{'receiptNumber':'%%s','source':'SUPPLIER','party':{'code':'S1'},'location':'MAIN','lines':[]")),
                Arguments.of(
                        Service.SHIPPING,
                        "/shipments",
                        json("{'shipmentNumber':'%%s','purpose':'CUSTOMER','party':{'code':'C1'},'location':'MAIN',"
                                + "'lines':[]")));
    }

    @ParameterizedTest
    @MethodSource("creations")
    void what_cannot_be_read_is_refused_with_its_place(Service service, String path, String body) {
        String name = fresh("CONV");
        assertThat(trade.api.post(service, path, "{").mustBe(400).code()).isEqualTo("MALFORMED");
        refused(trade.api.post(service, path, body.formatted(name) + ",\"colour\":\"red\"}"), "UNKNOWN_FIELD");
        assertThat(trade.api.post(service, path, "{}").mustBe(422).code()).isEqualTo("FIELD_MISSING");
        assertThat(trade.api
                        .post(service, path, body.formatted("-no name") + "}")
                        .mustBe(422)
                        .code())
                .isEqualTo("FIELD_INVALID");
        assertThat(trade.api
                        .send(service, "POST", path, body.formatted(name) + "}", "text/plain", Map.of())
                        .mustBe(415)
                        .code())
                .isEqualTo("UNSUPPORTED_MEDIA_TYPE");
        assertThat(trade.api
                        .post(service, path, body.formatted(name) + "}" + " ".repeat(1_048_577))
                        .mustBe(413)
                        .code())
                .isEqualTo("TOO_LARGE");
    }

    @ParameterizedTest
    @MethodSource("creations")
    void a_name_is_taken_once_and_the_same_request_twice_is_one(Service service, String path, String body) {
        String request = body.formatted(fresh("CONV")) + "}";
        Map<String, String> key = Map.of("Idempotency-Key", fresh("key"));
        Answer first = trade.api.post(service, path, request, key).mustBe(201);
        Answer again = trade.api.post(service, path, request, key).mustBe(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.eTag()).isEqualTo(first.eTag());
        refused(trade.api.post(service, path, request), "ALREADY_EXISTS");
        String other = body.formatted(fresh("CONV")) + "}";
        assertThat(trade.api.post(service, path, other, key).mustBe(422).code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @ParameterizedTest
    @MethodSource("creations")
    void a_change_needs_the_etag_and_who_is_late_is_shown_what_is_there(Service service, String path, String body) {
        Answer created = trade.api
                .post(service, path, body.formatted(fresh("CONV")) + "}")
                .mustBe(201);
        String document = created.location();
        String patch = service == Service.ITEM_CATALOG
                ? json("{'description':'changed'}")
                : service == Service.RECEIVING
                        ? json("{'expectedOn':'2040-01-01'}")
                        : json("{'minimumRemainingDays':3}");
        Answer without = trade.api.send(service, "PATCH", document, patch, "application/json", Map.of());
        assertThat(without.mustBe(428).code()).isEqualTo("IF_MATCH_REQUIRED");

        Map<String, String> match = Map.of("If-Match", created.eTag());
        Answer won = trade.api
                .send(service, "PATCH", document, patch, "application/merge-patch+json", match)
                .mustBe(200);
        assertThat(won.eTag()).isNotEqualTo(created.eTag());
        Answer lost = trade.api
                .send(service, "PATCH", document, patch, "application/merge-patch+json", match)
                .mustBe(412);
        assertThat(lost.code()).isEqualTo("DOCUMENT_CHANGED");
        assertThat(lost.eTag()).isEqualTo(won.eTag());
        JsonNode seen = trade.api.get(service, document).mustBe(200).body();
        assertThat(lost.body().path("current")).isEqualTo(seen);
    }

    @ParameterizedTest
    @MethodSource("creations")
    void what_is_not_there_is_not_found_and_lists_go_page_by_page(Service service, String path, String body) {
        assertThat(trade.api.get(service, path + "/NONE").mustBe(404).code()).isEqualTo("NOT_FOUND");
        for (int i = 0; i < 3; i++) {
            trade.api.post(service, path, body.formatted(fresh("CONV")) + "}").mustBe(201);
        }
        List<String> seen = new ArrayList<>();
        JsonNode page = trade.api.get(service, path + "?limit=2").mustBe(200).body();
        page.path("items").forEach(row -> seen.add(row.toString()));
        JsonNode next = trade.api
                .get(
                        service,
                        path + "?limit=2&cursor=" + page.path("nextCursor").asText())
                .mustBe(200)
                .body();
        next.path("items").forEach(row -> seen.add(row.toString()));
        assertThat(seen).hasSize(4).doesNotHaveDuplicates();
        refused(trade.api.get(service, path + "?limit=501"), "FIELD_INVALID");
    }

    @ParameterizedTest
    @MethodSource("creations")
    void after_waits_for_an_event_or_says_that_it_has_not_come(Service service, String path, String body) {
        refused(trade.api.get(service, path + "?after=yesterday"), "AFTER_UNKNOWN");
        if (service != Service.ITEM_CATALOG) {
            String other = service == Service.RECEIVING ? "shipping" : "receiving";
            Answer late = trade.api.get(service, path + "?after=" + other + ".00000000-0000-5000-8000-000000000000.7");
            assertThat(late.mustBe(503).code()).isEqualTo("NOT_YET_APPLIED");
        }
    }

    @Test
    void a_hundred_events_may_be_named_and_no_more() {
        Answer in = trade.delivered(trade.gauze(), 1, "L1");
        String hundred = ("&after=" + in.eventId()).repeat(100);
        for (Service service : Service.values()) {
            String list = service == Service.ITEM_CATALOG
                    ? "/items"
                    : service == Service.RECEIVING ? "/receipts" : service == Service.SHIPPING ? "/shipments" : "/lots";
            Answer named = trade.api.get(service, list + "?limit=1" + hundred);
            // The catalog hears of no receipts, but it reads as many names as the others.
            assertThat(named.status()).as(service.label()).isEqualTo(service == Service.ITEM_CATALOG ? 422 : 200);
            if (service == Service.ITEM_CATALOG) {
                refused(named, "AFTER_UNKNOWN");
            }
            refused(trade.api.get(service, list + "?limit=1" + hundred + "&after=" + in.eventId()), "FIELD_INVALID");
        }
    }

    @Test
    void a_gtin_belongs_to_one_item() {
        trade.item(",'gtin':'04012345123456'");
        refused(trade.createItem(fresh("IT"), ",'gtin':'4012345123456'"), "GTIN_TAKEN");
        refused(trade.createItem(fresh("IT"), ",'gtin':'4012345123457'"), "FIELD_INVALID");
    }

    @Test
    void all_that_is_wrong_with_a_document_is_told_at_once() {
        String gauze = trade.gauze();
        Answer refusal = trade.receipt(
                "SUPPLIER",
                ",'location':'NOWHERE','occurredAt':'2999-01-01T00:00:00Z'",
                line("NO-SUCH-ITEM", 1),
                line(trade.box(), 1, lot("L1", 1)),
                line(gauze, 1));
        refused(refusal, "LOCATION_UNKNOWN", "OCCURRED_IN_FUTURE", "ITEM_UNKNOWN", "LOT_NOT_TRACKED");
    }

    @Test
    void the_label_of_a_carton_is_read_and_leads_to_the_lot() {
        String itemCode = trade.item(",'lotTracked':true,'perishable':false,'gtin':'09506000134352'");
        String lotId = trade.delivered(itemCode, 1, "AB-1/2")
                .body()
                .at("/lines/0/lots/0/lotId")
                .asText();
        for (String text : List.of(
                "]d2010950600013435210AB-1/2\\u001d17301231",
                "(01)09506000134352(10)AB-1/2(17)301231",
                "https://id.gs1.org/01/09506000134352/10/AB-1%2F2?17=301231")) {
            JsonNode scan = trade.api
                    .post(Service.ITEM_CATALOG, "/scans", "{\"text\":\"" + text + "\"}")
                    .mustBe(200)
                    .body();
            assertThat(scan.path("itemCode").asText()).isEqualTo(itemCode);
            assertThat(scan.path("lotId").asText()).isEqualTo(lotId);
            assertThat(scan.path("expirationDate").asText()).isEqualTo("2030-12-31");
        }
        Answer broken = trade.api.post(Service.ITEM_CATALOG, "/scans", json("{'text':'(01)09506000134353'}"));
        refused(broken, "SCAN_INVALID");
        // An EAN-8, or a lot number of eight digits.
        Answer unclear = trade.api.post(Service.ITEM_CATALOG, "/scans", json("{'text':'96385074'}"));
        refused(unclear, "SCAN_AMBIGUOUS");
        assertThat(unclear.body().path("candidates")).hasSize(2);
    }

    @Test
    void items_come_as_a_file_answered_row_by_row() {
        String good = fresh("CSV");
        String csv = "itemCode,description,type,unit,quantityScale,lotTracked,perishable,gtin\n"
                + good + ",Gauze,INVENTORIED,EA,0,true,false,\n"
                + "bad code,Gauze,INVENTORIED,EA,0,true,false,\n";
        JsonNode first = trade.api
                .postCsv(Service.ITEM_CATALOG, "/imports/items", csv)
                .mustBe(200)
                .body();
        assertThat(first.path("rows"))
                .extracting(row ->
                        row.path("row").asText() + " " + row.path("outcome").asText())
                .containsExactly("1 ACCEPTED", "2 REJECTED");
        JsonNode second = trade.api
                .postCsv(Service.ITEM_CATALOG, "/imports/items", csv)
                .mustBe(200)
                .body();
        assertThat(second.path("unchanged").intValue()).isEqualTo(1);
        assertThat(second.path("rejected").intValue()).isEqualTo(1);
    }
}
