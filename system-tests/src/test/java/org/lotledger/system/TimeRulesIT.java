package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.system.Trade.detail;
import static org.lotledger.system.Trade.line;
import static org.lotledger.system.Trade.lot;
import static org.lotledger.system.Trade.refused;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.lotledger.local.Service;
import org.lotledger.system.Api.Answer;

/** Rule 23: when it happened, and when we wrote it down. */
class TimeRulesIT {
    private static final String[] NOW = {};

    private final Trade trade = new Trade();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Nested
    class Rule23NeverNegativeOnBothClocks {
        @Test
        void nothing_happens_in_the_future_but_for_a_clock_that_is_a_little_ahead() {
            String gauze = trade.gauze();
            String ahead = ",'occurredAt':'" + now.plusSeconds(45) + "'";
            trade.receipt("SUPPLIER", ahead, line(gauze, 1)).mustBe(201);
            String future = ",'occurredAt':'" + now.plusSeconds(180) + "'";
            refused(trade.receipt("SUPPLIER", future, line(gauze, 1)), "OCCURRED_IN_FUTURE");
            refused(trade.shipment("CUSTOMER", future, line(gauze, 1)), "OCCURRED_IN_FUTURE");
            refused(
                    trade.adjustment(Service.SHIPPING, "LOSS", future, NOW, line(gauze, 1, lot("L1", 1))),
                    "OCCURRED_IN_FUTURE",
                    "LOT_UNKNOWN");
        }

        @Test
        void a_removal_dated_back_to_where_less_was_there_is_refused_with_the_first_failing_time() {
            String gauze = trade.gauze();
            Instant fiveDaysAgo = now.minus(5, ChronoUnit.DAYS);
            received(gauze, 10, fiveDaysAgo);
            Answer two = received(gauze, 10, now.minus(1, ChronoUnit.DAYS));
            trade.heard(Service.SHIPPING, two.eventId());
            sold(gauze, 8, now.minus(2, ChronoUnit.DAYS)).mustBe(200);

            Answer refusal = refused(sold(gauze, 3, now.minus(4, ChronoUnit.DAYS)), "NEGATIVE_IN_PAST");
            assertThat(detail(refusal))
                    .contains(now.minus(2, ChronoUnit.DAYS).toString())
                    .contains("2");
            sold(gauze, 2, now.minus(4, ChronoUnit.DAYS)).mustBe(200);
            refused(sold(gauze, 1, now.minus(6, ChronoUnit.DAYS)), "NEGATIVE_IN_PAST");
            refused(
                    trade.adjustment(
                            Service.SHIPPING,
                            "COUNT",
                            ",'occurredAt':'" + now.minus(4, ChronoUnit.DAYS) + "'",
                            NOW,
                            line(gauze, 1, lot("L1", 1))),
                    "NEGATIVE_IN_PAST");
            sold(gauze, 10, now.minus(1, ChronoUnit.HOURS)).mustBe(200);
        }

        @Test
        void expiry_is_not_judged_by_a_date_in_the_past() {
            String syrup = trade.syrup();
            String line = line(syrup, 5, lot("L1", 5, Trade.today().minusDays(1)))
                    + ",\"acceptExpired\":true,\"acceptReason\":\"a test\"";
            String back = ",'occurredAt':'" + now.minus(9, ChronoUnit.DAYS) + "'";
            refused(
                    trade.receive(trade.receipt(
                                    "SUPPLIER",
                                    back,
                                    line(syrup, 5, lot("L1", 5, Trade.today().minusDays(1))))
                            .mustBe(201)),
                    "LOT_EXPIRED");
            Answer in = trade.receive(trade.receipt("SUPPLIER", back, line).mustBe(201))
                    .mustBe(200);
            trade.heard(Service.SHIPPING, in.eventId());
            refused(
                    trade.shipment(
                            "CUSTOMER",
                            ",'occurredAt':'" + now.minus(8, ChronoUnit.DAYS) + "'",
                            line(syrup, 1, lot("L1", 1))),
                    "LOT_EXPIRED");
        }

        @Test
        void without_a_time_a_fact_happens_after_those_it_builds_on() {
            String gauze = trade.gauze();
            Answer in = received(gauze, 10, now.plusSeconds(50));
            Answer out = trade.sold(gauze, 10, "L1", in.eventId()).mustBe(200);
            assertThat(Instant.parse(out.body().path("occurredAt").asText()))
                    .isAfterOrEqualTo(Instant.parse(in.body().path("occurredAt").asText()));
            assertThat(Instant.parse(out.body().path("recordedAt").asText()))
                    .isAfterOrEqualTo(Instant.parse(in.body().path("recordedAt").asText()));
        }

        private Answer received(String itemCode, int quantity, Instant occurredAt) {
            return trade.receive(trade.receipt(
                                    "SUPPLIER",
                                    ",'occurredAt':'" + occurredAt + "'",
                                    line(itemCode, quantity, lot("L1", quantity)))
                            .mustBe(201))
                    .mustBe(200);
        }

        private Answer sold(String itemCode, int quantity, Instant occurredAt) {
            return trade.shipped(
                    "CUSTOMER", ",'occurredAt':'" + occurredAt + "'", line(itemCode, quantity, lot("L1", quantity)));
        }
    }
}
