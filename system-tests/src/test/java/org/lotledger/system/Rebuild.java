package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.lotledger.local.Service;

/** Has the ledger made anew from the writers' stores. */
final class Rebuild {
    private static final Duration ACCEPTED_MAX = Duration.ofSeconds(30);

    private Rebuild() {}

    /** Returns where to ask for it. A ledger that is busy may ask to be asked again. */
    static String started(Api api) {
        return Eventually.unchecked(
                ACCEPTED_MAX,
                () -> api.post(Service.LOT_LEDGER, "/projection/rebuild", "{}")
                        .mustBe(202)
                        .location());
    }

    static void awaitDone(Api api, String location, Duration patience) throws Exception {
        Api.Answer ended = Eventually.succeeds(patience, () -> {
            Api.Answer answer = api.get(Service.LOT_LEDGER, location).mustBe(200);
            assertThat(answer.body().path("status").asText()).isNotEqualTo("RUNNING");
            return answer;
        });
        assertThat(ended.body().path("status").asText()).as(ended.toString()).isEqualTo("DONE");
        assertThat(ended.body().path("progress").decimalValue()).isEqualByComparingTo("1");
    }

    static void done(Api api, Duration patience) throws Exception {
        awaitDone(api, started(api), patience);
    }
}
