package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.local.Service.ITEM_CATALOG;
import static org.lotledger.local.Service.RECEIVING;
import static org.lotledger.local.Service.SHIPPING;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.lotledger.local.Service;

/** After all that the other tests did, the ledger is what the writers' stores make of it, and says so itself. */
@Order(Integer.MAX_VALUE - 2)
class ProofIT {
    private final Api api = new Api(SharedStack.get());

    @Test
    void the_ledger_is_what_the_writers_announced() throws Exception {
        Warehouse warehouse = new Warehouse(SharedStack.get());
        warehouse.location(Warehouse.MAIN);
        warehouse.item("PROOF-1", true, false);
        Api.Answer received = warehouse.receive("PROOF-1", "104303/5", null, "10");
        Api.Answer shipped = warehouse.ship("PROOF-1", "104303/5", "4", received.eventId());
        String lotId = received.body().at("/lines/0/lots/0/lotId").asText();
        warehouse.lot(lotId, shipped.eventId());

        JsonNode verified = Proof.of(api);
        assertThat(verified.path("status").asText())
                .as(verified.toPrettyString())
                .isEqualTo("CLEAN");
        assertThat(verified.path("lots").asInt()).isPositive();
        assertThat(verified.path("events").asInt()).isGreaterThan(3);

        assertThat(republish(RECEIVING, received.eventId())).isEqualTo(1);
        assertThat(republish(SHIPPING, shipped.eventId())).isEqualTo(1);
        assertThat(republish(ITEM_CATALOG, "item-catalog.item:PROOF-1.1")).isGreaterThan(1);
        Proof.mustBeClean(api);
    }

    @Test
    void the_mapping_of_private_events_is_checked_page_by_page() {
        for (Service writer : List.of(ITEM_CATALOG, RECEIVING, SHIPPING)) {
            JsonNode first = api.get(writer, "/announcements/mapping?limit=1")
                    .mustBe(200)
                    .body();
            assertThat(first.path("checked").asInt()).isEqualTo(1);
            JsonNode second = api.get(
                            writer,
                            "/announcements/mapping?limit=1&cursor="
                                    + Api.encoded(first.path("nextCursor").asText()))
                    .mustBe(200)
                    .body();
            assertThat(second.path("differences")).isEmpty();
        }
    }

    private int republish(Service writer, String from) {
        return api.post(writer, "/announcements/republish?from=" + Api.encoded(from), "{}")
                .mustBe(200)
                .body()
                .path("announcements")
                .asInt();
    }
}
