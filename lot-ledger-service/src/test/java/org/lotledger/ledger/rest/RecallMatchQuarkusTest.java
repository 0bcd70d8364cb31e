package org.lotledger.ledger.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.ledger.LedgerClient.json;
import static org.lotledger.local.http.Call.given;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lotledger.ledger.LotDraft;
import org.lotledger.ledger.TestAnnouncer;
import org.lotledger.ledger.TestLot;
import org.lotledger.ledger.Warehouse;
import org.lotledger.ledger.notice.Notice;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;

/** Notices against lots in a real database. */
@QuarkusTest
@WithTestResource(TestStack.class)
class RecallMatchQuarkusTest {
    private final TestAnnouncer announcer = new TestAnnouncer();
    private final Warehouse warehouse = new Warehouse(announcer);
    private final String item = TestLot.freshItem();
    private final String other = TestLot.freshItem();

    @AfterEach
    void close() {
        announcer.close();
    }

    @Test
    void a_notice_finds_numbers_with_slashes_blanks_and_percent_signs_look_alikes_and_ranges() {
        for (String number : List.of("88/5%x", "88 E02", "8KOW83", "Z88001", "Z88005", "Z88009", "ZZZ-1")) {
            warehouse.add(LotDraft.received(TestLot.of(item, number), "1").expires(LocalDate.of(2026, 1, 31)));
        }
        warehouse.add(LotDraft.received(TestLot.of(other, "88 E02"), "1").expires(LocalDate.of(2027, 1, 31)));
        warehouse.add(LotDraft.received(TestLot.of(other, null), "1"));
        warehouse.settle();

        JsonNode match = json(match("Gauze, lots 88/5%x; 88  E02, 8K0W83 and Z88001 through Z88005"
                + " (expiration dates up to 06/2026). UPC 4012345000016"));
        assertThat(found(match, "hits"))
                .containsExactly(
                        item + " 88 E02 [\"88 E02\",\"expiration dates up to 06/2026\"]",
                        item + " 88/5%x [\"88/5%x\",\"expiration dates up to 06/2026\"]",
                        item + " Z88001 [\"Z88001\",\"Z88001 through Z88005\",\"expiration dates up to 06/2026\"]",
                        item + " Z88005 [\"Z88005\",\"Z88001 through Z88005\",\"expiration dates up to 06/2026\"]");
        assertThat(found(match, "possible"))
                .containsExactly(item + " 8KOW83 [\"8K0W83\",\"expiration dates up to 06/2026\"]");
        assertThat(found(match, "excluded"))
                .containsExactly(
                        other + " 88 E02 [\"88 E02\",\"expiration dates up to 06/2026\"]",
                        item + " Z88009 [\"Z88001 through Z88005\"]");
        assertThat(match.get("cutOff").isNull()).isTrue();
        assertThat(match.get("hits").get(0).get("lotId").asText())
                .isEqualTo(TestLot.of(item, "88 E02").id().toString());
    }

    @Test
    void a_notice_of_nothing_we_know_finds_nothing() {
        JsonNode match = json(match("All lots of cheese"));
        assertThat(match.toString()).isEqualTo("{\"hits\":[],\"possible\":[],\"excluded\":[],\"cutOff\":null}");
    }

    @Test
    void the_longest_text_is_read_and_one_character_more_is_refused() {
        String text = "Lot 1a,2b ".repeat(Notice.CHARACTERS_MAX / 10);
        assertThat(text).hasSize(Notice.CHARACTERS_MAX);
        assertThat(match(text).status()).isEqualTo(200);
        Answer refused = match(text + "x");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.<String>path("violations[0].pointer")).isEqualTo("/text");
        assertThat(match("").status()).isEqualTo(422);
        assertThat(given().contentType("application/json")
                        .post("/recalls/match")
                        .status())
                .isEqualTo(400);
    }

    private static List<String> found(JsonNode match, String list) {
        return StreamSupport.stream(match.get(list).spliterator(), false)
                .map(lot -> lot.get("itemCode").asText() + " "
                        + lot.get("lotNumber").asText() + " " + lot.get("matched"))
                .toList();
    }

    private static Answer match(String text) {
        return given().json(Map.of("text", text)).post("/recalls/match");
    }
}
