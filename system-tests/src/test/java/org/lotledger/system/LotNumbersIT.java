package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lotledger.local.Service;

/** Lot numbers as manufacturers print them go in at the dock and are found again in the ledger. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LotNumbersIT {
    private static final String FIFTY = "L".repeat(50);
    private final Warehouse warehouse = new Warehouse(SharedStack.get());

    @BeforeAll
    void setUp() {
        warehouse.location(Warehouse.MAIN);
        warehouse.item("LN-1", true, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"104303/5", "100 E02", "%41", "ö-7", "FIFTY"})
    void a_printed_lot_number_is_accepted_and_found_again(String printed) {
        String lotNumber = printed.equals("FIFTY") ? FIFTY : printed;
        Api.Answer received = warehouse.receive("LN-1", lotNumber, "2040-01-31", "7");
        String lotId = received.body().at("/lines/0/lots/0/lotId").asText();

        JsonNode lot = warehouse.lot(lotId, received.eventId());
        assertThat(lot.path("lotNumber").asText()).isEqualTo(lotNumber);
        assertThat(lot.path("onHand").decimalValue()).isEqualByComparingTo(new BigDecimal(7));
        assertThat(warehouse.lotsNumbered("LN-1", lotNumber))
                .extracting(row -> row.path("lotId").asText())
                .containsExactly(lotId);
        assertThat(warehouse
                        .api
                        .get(Service.LOT_LEDGER, "/lots?q=" + Api.encoded(lotNumber.toLowerCase(Locale.ROOT)))
                        .mustBe(200)
                        .body()
                        .path("items"))
                .extracting(row -> row.path("lotId").asText())
                .contains(lotId);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FIFTY-ONE", "A\tB", "A\u0007B", "A\u202eB", "A\u200bB", "   ", ""})
    void a_lot_number_that_nobody_prints_is_refused_with_a_reason(String given) {
        String lotNumber = given.equals("FIFTY-ONE") ? FIFTY + "L" : given;
        Api.Answer refused = warehouse.api.post(
                Service.RECEIVING,
                "/receipts",
                Warehouse.receipt("LN-1", lotNumber, "2040-01-31", "7").toString());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().at("/violations/0/code").asText()).isEqualTo("FIELD_INVALID");
        assertThat(refused.body().at("/violations/0/pointer").asText()).isEqualTo("/lines/0/lots/0/lotNumber");
        assertThat(refused.body().at("/violations/0/detail").asText()).isNotBlank();
    }

    @Test
    void the_same_number_under_two_items_is_two_lots() {
        warehouse.item("LN-2", true, true);
        String first = warehouse
                .receive("LN-1", "SAME", "2040-01-31", "1")
                .body()
                .at("/lines/0/lots/0/lotId")
                .asText();
        Api.Answer second = warehouse.receive("LN-2", "SAME", "2041-01-31", "2");
        String secondId = second.body().at("/lines/0/lots/0/lotId").asText();
        assertThat(secondId).isNotEqualTo(first);
        warehouse.lot(secondId, second.eventId());
        assertThat(warehouse.lotsNumbered("LN-1", "SAME")).hasSize(1);
        assertThat(warehouse.lotsNumbered("LN-2", "SAME")).hasSize(1);
    }
}
