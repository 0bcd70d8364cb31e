package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.lotledger.local.Service;

/** Has the ledger compared with the writers' stores. */
final class Proof {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Proof() {}

    /** A verification that has ended. */
    static JsonNode of(Api api) throws Exception {
        String path =
                api.post(Service.LOT_LEDGER, "/verifications", "{}").mustBe(202).location();
        Eventually.holds(
                PATIENCE,
                () -> assertThat(api.get(Service.LOT_LEDGER, path)
                                .mustBe(200)
                                .body()
                                .path("status")
                                .asText())
                        .isNotEqualTo("RUNNING"));
        return api.get(Service.LOT_LEDGER, path).body();
    }

    static void mustBeClean(Api api) throws Exception {
        JsonNode verified = of(api);
        assertThat(verified.path("status").asText())
                .as(verified.toPrettyString())
                .isEqualTo("CLEAN");
    }
}
