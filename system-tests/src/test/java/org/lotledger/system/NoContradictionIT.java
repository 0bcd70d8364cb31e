package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.lotledger.local.Service;

/** After all that the other tests did, whatever was accepted adds up everywhere, and nothing waits for a person. */
@Order(Integer.MAX_VALUE - 1)
class NoContradictionIT {
    private static final Duration CATCH_UP = Duration.ofSeconds(60);

    private final Records records = new Records(SharedStack.get());

    @Test
    void stores_kafka_and_ledger_agree_and_no_balance_was_ever_below_nothing() throws Exception {
        records.mustAgreeWithin(CATCH_UP);
    }

    @Test
    void nothing_is_parked() {
        Api api = new Api(SharedStack.get());
        for (Service consumer : List.of(Service.RECEIVING, Service.SHIPPING, Service.LOT_LEDGER)) {
            assertThat(api.get(consumer, "/parked").mustBe(200).body().path("items"))
                    .as(consumer.label())
                    .isEmpty();
        }
    }
}
