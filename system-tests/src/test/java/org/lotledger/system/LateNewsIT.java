package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.lotledger.local.LocalStack;
import org.lotledger.local.Service;
import org.lotledger.system.Api.Answer;

/** Stale is safe: while nobody hears of the others, everybody refuses too early and nobody allows too much. */
class LateNewsIT {
    private static final Duration CATCH_UP = Duration.ofSeconds(60);

    private final LocalStack stack = SharedStack.get();

    /** Receiving and shipping hear of each other late: they refuse too early, and never allow too much. */
    @Test
    void facts_known_late_only_refuse_too_early() throws Exception {
        Trade trade = new Trade();
        String gauze = trade.gauze();
        String known = trade.delivered(gauze, 5, "EARLY").eventId();
        trade.heard(Service.SHIPPING, known);

        stack.kafka().stop();
        Answer out = trade.sold(gauze, 5, "EARLY").mustBe(200);
        String line = Trade.line(gauze, 5, Trade.lot("EARLY", 5));
        Answer back = trade.receipt("CUSTOMER_RETURN", ",'references':{'shipment':'" + Trade.numberOf(out) + "'}", line)
                .mustBe(201);
        assertThat(trade.receive(back).mustBe(409).code()).isEqualTo("REFERENCE_UNKNOWN");
        Trade.refused(trade.countUp(gauze, 1, "EARLY"), "GIVE_BACK_LIMIT");
        Answer in = trade.delivered(gauze, 3, "LATE");
        Trade.refused(trade.sold(gauze, 1, "LATE"), "LOT_UNKNOWN");
        stack.kafka().startAgain();

        Answer returned = Eventually.succeeds(
                CATCH_UP, () -> trade.receive(back, out.eventId()).mustBe(200));
        Answer sold = Eventually.succeeds(
                CATCH_UP, () -> trade.sold(gauze, 3, "LATE", in.eventId()).mustBe(200));
        assertThat(trade.onHand(gauze, "EARLY", returned.eventId())).isEqualByComparingTo("5");
        assertThat(trade.onHand(gauze, "LATE", sold.eventId())).isZero();
        new Records(stack).mustAgreeWithin(CATCH_UP);
    }
}
