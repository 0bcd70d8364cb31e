package org.lotledger.ledger.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.ledger.LedgerClient.get;
import static org.lotledger.ledger.LedgerClient.json;
import static org.lotledger.ledger.LedgerClient.pages;
import static org.lotledger.local.http.Call.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.Party;
import org.lotledger.events.PartyRole;
import org.lotledger.events.Source;
import org.lotledger.ledger.LotDraft;
import org.lotledger.ledger.TestAnnouncer;
import org.lotledger.ledger.TestAnnouncer.Announced;
import org.lotledger.ledger.TestLot;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;
import org.lotledger.local.http.Call;

@QuarkusTest
@WithTestResource(TestStack.class)
class TransactionCsvQuarkusTest {
    private final TestAnnouncer announcer = new TestAnnouncer();

    @AfterEach
    void close() {
        announcer.close();
    }

    @Test
    void a_history_is_a_table_that_no_spreadsheet_runs() {
        TestLot lot = TestLot.fresh();
        Announced received = announcer.send(LotDraft.received(lot, "10.5")
                .party(new Party(PartyRole.SUPPLIER, "@S1", "=HYPERLINK(\"http://evil\",\"x\")", null))
                .reference("purchaseOrder", "PO,7"));
        Announced lost = announcer.send(LotDraft.adjusted(lot, Source.SHIPPING, AdjustmentReason.LOSS, "-2.5")
                .because("-2+3 \"torn\", thrown away\nby Özil")
                .happened(LotDraft.NOON.plusSeconds(1)));
        get(lot.path(), "after", received.eventId(), "after", lost.eventId());
        Answer answer = csv(lot);
        assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/csv;charset=UTF-8");
        assertThat(answer.headers("Content-Type")).hasSize(1);
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"lot-" + lot.id() + ".csv\"");
        assertThat(new String(answer.bytes(), StandardCharsets.UTF_8))
                .isEqualTo("""
                        eventId,type,reason,quantityChange,runningBalance,location,documentType,documentNumber,documentLine,\
                        partyRole,partyCode,partyName,partyGln,references,reasonText,occurredAt,recordedAt,actor,corrects
                        %s,LotReceived,,10.5,10.5,MAIN,RECEIPT,R-1,1,\
                        SUPPLIER,'@S1,"'=HYPERLINK(""http://evil"",""x"")",,"{""purchaseOrder"":""PO,7""}",,\
                        2026-11-20T12:00:00Z,2026-11-20T12:01:00Z,carla,
                        %s,LotAdjusted,LOSS,-2.5,8,MAIN,ADJUSTMENT,A-1,1,\
                        ,,,,,"'-2+3 ""torn"", thrown away<br>by Özil",\
                        2026-11-20T12:00:01Z,2026-11-20T12:01:00Z,carla,
                        """.formatted(received.eventId(), lost.eventId())
                        .replace("\n", "\r\n")
                        .replace("<br>", "\n"));
    }

    /** Method: more rows than are read at once, against the pages of the JSON list. */
    @Test
    void a_table_has_all_rows_in_the_order_asked_for_and_filtered() throws IOException {
        TestLot lot = TestLot.fresh();
        List<Announced> sent = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            sent.add(announcer.announce(LotDraft.received(lot, "1").happened(LotDraft.NOON.plusSeconds(i * 7L % 100))));
        }
        announcer.send(sent);
        get(lot.path(), "after", sent.getLast().eventId());
        List<JsonNode> list = pages(500, lot.path() + "/transactions");
        List<String> ids = list.stream().map(row -> row.get("eventId").asText()).toList();
        assertThat(ids(csv(lot))).hasSize(2_500).isEqualTo(ids);
        assertThat(ids(csv(lot, "order", "desc"))).isEqualTo(ids.reversed());
        String from = LotDraft.NOON.plusSeconds(50).toString();
        assertThat(ids(csv(lot, "from", from))).isEqualTo(ids.subList(1_250, 2_500));
        assertThat(ids(csv(lot, "type", "LotShipped"))).isEmpty();
        assertThat(ids(csv(lot, "type", "LotReceived", "to", from))).isEqualTo(ids.subList(0, 1_275));
    }

    @Test
    void a_byte_order_mark_comes_on_request() {
        TestLot lot = TestLot.fresh();
        get(lot.path(), "after", announcer.send(LotDraft.received(lot, "1")).eventId());
        assertThat(csv(lot, "bom", "true").bytes()).startsWith(0xef, 0xbb, 0xbf, 'e', 'v');
        assertThat(csv(lot, "bom", "false").bytes()).startsWith('e', 'v');
    }

    @Test
    void what_cannot_be_a_table_is_a_problem() {
        TestLot lot = TestLot.fresh();
        assertThat(csv(lot).status()).isEqualTo(404);
        assertThat(json(csv(lot)).get("code").asText()).isEqualTo("NOT_FOUND");
        get(lot.path(), "after", announcer.send(LotDraft.received(lot, "1")).eventId());
        JsonNode problem = json(csv(lot, "limit", "5", "bom", "perhaps", "cursor", "abc", "type", "Lot"));
        assertThat(problem.get("status").intValue()).isEqualTo(422);
        List<String> pointers = new ArrayList<>();
        problem.get("violations").forEach(v -> pointers.add(v.get("pointer").asText()));
        assertThat(pointers).containsExactlyInAnyOrder("/limit", "/bom", "/cursor", "/type");
    }

    @Test
    void whoever_takes_anything_gets_json() {
        TestLot lot = TestLot.fresh();
        get(lot.path(), "after", announcer.send(LotDraft.received(lot, "1")).eventId());
        for (String accept : List.of("*/*", "application/json", "application/json, text/csv", "text/*;q=0.1, */*")) {
            assertThat(given().header("Accept", accept)
                            .get(lot.path() + "/transactions")
                            .header("Content-Type"))
                    .as(accept)
                    .startsWith("application/json");
        }
        assertThat(given().header("Accept", "text/csv, application/json;q=0.5")
                        .get(lot.path() + "/transactions")
                        .header("Content-Type"))
                .startsWith("text/csv");
        assertThat(given().header("Accept", "image/png")
                        .get(lot.path() + "/transactions")
                        .status())
                .isEqualTo(406);
    }

    private static Answer csv(TestLot lot, Object... parameters) {
        Call request = given().header("Accept", "text/csv");
        for (int i = 0; i < parameters.length; i += 2) {
            request.queryParam((String) parameters[i], parameters[i + 1]);
        }
        return request.get(lot.path() + "/transactions");
    }

    private static List<String> ids(Answer answer) throws IOException {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        try (MappingIterator<Map<String, String>> rows = new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(answer.bytes())) {
            rows.forEachRemaining(row -> ids.add(row.get("eventId")));
        }
        return ids;
    }
}
