package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.lotledger.local.Service;
import org.lotledger.system.Api.Answer;

/**
 * Asks the ledger everything that may be asked, of one lot: 20 delivered, 5 sold, 1 of them returned, 2 counted less, 3
 * made into another, recalled. What each answer is in every case, the ledger's own tests say.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerIT {
    private final Trade trade = new Trade();
    private final String gtin = "0" + gtin13();
    private final String item = trade.item(",'gtin':'" + gtin + "','lotTracked':true");
    private final String lotNumber = "104303/5 " + item;
    private Answer sale;
    private String lotId;
    private Instant beforeSale;

    @BeforeAll
    void trade() {
        Answer delivery = trade.delivered(item, 20, lotNumber, Trade.today().plusDays(45));
        beforeSale = Instant.parse(trade.inLedger(item, lotNumber, delivery.eventId())
                .path("firstReceivedAt")
                .asText());
        sale = trade.sold(item, 5, lotNumber, delivery.eventId());
        Answer back = trade.returned(sale, item, 1, lotNumber, sale.eventId());
        Answer less = trade.countDown(item, 2, lotNumber, back.eventId());
        String box = trade.item(",'type':'INVENTORIED_ASSEMBLY','lotTracked':true,'perishable':false");
        Answer used = trade.shipped(
                "ASSEMBLY",
                ",'references':{'assembly':'RUN-" + item + "'}",
                Trade.line(item, 3, Trade.lot(lotNumber, 3)));
        Answer made = trade.receive(
                trade.receipt(
                        "ASSEMBLY",
                        ",'references':{'assembly':'RUN-" + item + "'}",
                        Trade.line(box, 1, Trade.lot("B-" + item, 1))),
                used.eventId());
        Answer recall = trade.hold(item, lotNumber, "RECALL").mustBe(201);
        lotId = trade.inLedger(
                        item,
                        lotNumber,
                        less.eventId(),
                        made.body().at("/lines/0/lots/0/eventId").asText(),
                        recall.eventId())
                .path("lotId")
                .asText();
    }

    @Test
    void it_is_found_by_everything_that_is_known_of_it() {
        JsonNode found = ask("/lots?q=" + Api.encoded(lotNumber.substring(2).toLowerCase(Locale.ROOT))
                        + "&itemCode=" + item + "&lotNumber=" + Api.encoded(lotNumber) + "&gtin=" + gtin
                        + "&location=MAIN&status=RECALLED&inStock=true&expiresBefore="
                        + Trade.today().plusDays(46) + "&sort=-onHand&limit=1")
                .path("items");

        assertThat(found).hasSize(1);
        assertThat(found.path(0).path("lotId").asText()).isEqualTo(lotId);
        assertThat(found.path(0).path("onHand").asInt()).isEqualTo(20 - 5 + 1 - 2 - 3);
        assertThat(ask("/lots?itemCode=" + item + "&cursor=").path("items")).hasSize(1);
        assertThat(ask("/lots/" + lotId).path("locations")).isNotEmpty();
    }

    @Test
    void its_history_is_a_list_and_a_table() throws Exception {
        JsonNode sold = ask("/lots/" + lotId + "/transactions?type=LotShipped&order=desc&limit=2&from="
                        + Trade.today().minusDays(1) + "&to=" + Trade.today().plusDays(1))
                .path("items");
        String table = text("/lots/" + lotId + "/transactions", "text/csv");

        assertThat(sold).hasSize(1);
        assertThat(sold.path(0).path("quantityChange").asInt()).isEqualTo(-5);
        assertThat(table.lines()).hasSize(1 + 6);
        assertThat(ask("/lots/" + lotId + "/transactions?cursor=").path("items"))
                .hasSize(6);
    }

    @Test
    void its_balance_was_another_before() {
        assertThat(ask("/lots/" + lotId + "/balance?asOf=" + beforeSale + "&knownAt=" + beforeSale)
                        .path("onHand")
                        .asInt())
                .isEqualTo(20);
        assertThat(ask("/items/" + item + "/balance?location=MAIN&asOf=" + beforeSale + "&knownAt=" + beforeSale)
                        .path("onHand")
                        .asInt())
                .isEqualTo(20);
    }

    @Test
    void it_expires_in_its_bucket() {
        JsonNode buckets =
                ask("/expiring?within=30,60&location=MAIN&itemCode=" + item).path("buckets");

        assertThat(buckets.path(2).path("label").asText()).isEqualTo("31-60");
        assertThat(buckets.path(2).path("rows").path(0).path("itemCode").asText())
                .isEqualTo(item);
    }

    @Test
    void it_is_traced_reported_and_matched() throws Exception {
        assertThat(ask("/lots/" + lotId + "/trace?direction=forward")
                        .path("massBalance")
                        .path("balanced")
                        .asBoolean())
                .isTrue();
        assertThat(ask("/lots/" + lotId + "/recall-report").path("lots")).hasSize(2);
        assertThat(ask("/recall-report?lotId=" + lotId).path("lots")).hasSize(2);
        assertThat(text("/lots/" + lotId + "/recall-report", "text/csv")).contains(lotNumber);
        assertThat(ask("/parties/C1/lots?limit=500").path("items")).isNotEmpty();
        JsonNode matched = trade.api
                .post(Service.LOT_LEDGER, "/recalls/match", Trade.json("{'text':'bad lot %s'}", lotNumber))
                .mustBe(200)
                .body();
        // Other tests have lots of the number's first half.
        assertThat(matched.path("hits"))
                .anySatisfy(hit -> assertThat(hit.path("lotId").asText()).isEqualTo(lotId));
    }

    @Test
    void its_records_for_the_authority_are_a_workbook() throws Exception {
        HttpResponse<byte[]> answer = send(
                "/exports/fsma204?lotId=" + lotId,
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                HttpResponse.BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new String(answer.body(), 0, 2, StandardCharsets.US_ASCII))
                .as("a zip file")
                .isEqualTo("PK");
    }

    @Test
    void nothing_waits() {
        assertThat(ask("/parked?limit=1&cursor=").path("items")).isEmpty();
    }

    private JsonNode ask(String path) {
        return trade.api.get(Service.LOT_LEDGER, path).mustBe(200).body();
    }

    private static String text(String path, String type) throws Exception {
        HttpResponse<String> answer = send(path, type, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static <T> HttpResponse<T> send(String path, String type, HttpResponse.BodyHandler<T> handler)
            throws Exception {
        URI address = SharedStack.get().service(Service.LOT_LEDGER).baseUri().resolve(path);
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return http.send(
                    HttpRequest.newBuilder(address).header("Accept", type).build(), handler);
        }
    }

    /** One that no other test has. */
    private static String gtin13() {
        String body = "4" + String.format(Locale.ROOT, "%011d", Math.abs(System.nanoTime()) % 100_000_000_000L);
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            sum += (body.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return body + (10 - sum % 10) % 10;
    }
}
