package org.lotledger.benchmarks.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.events.PublicEventJson;

class HistoryTest {
    private static final int BIG = 60_000;
    private static final HistoryPlan PLAN =
            new HistoryPlan("X", 500, 80_000, BIG, 100, 50, HistoryPlan.daysAgo(1_000), HistoryPlan.daysAgo(1));

    @Test
    void every_chain_is_whole_and_no_place_ever_goes_below_zero() {
        Map<String, String> hashes = new HashMap<>();
        Map<String, Long> sequences = new HashMap<>();
        Map<String, Integer> stock = new TreeMap<>();
        Map<String, Integer> events = new HashMap<>();
        Set<String> issued = new HashSet<>();
        Set<String> made = new HashSet<>();
        Set<AdjustmentReason> ofTheBigLot = new HashSet<>();
        String bigLot = null;
        for (History history = new History(PLAN); history.hasNext(); ) {
            Announced announced = history.next();
            LotFact fact = ((LotEvent) announced.event()).fact();
            String chain = fact.link().id().source() + "." + fact.link().id().key();
            assertThat(fact.link().previousHash()).isEqualTo(hashes.put(chain, announced.hash()));
            assertThat(fact.link().id().sequence()).isEqualTo(sequences.merge(chain, 1L, Long::sum));
            String lot = fact.lotId().toString();
            events.merge(lot, 1, Integer::sum);
            int left = stock.merge(
                    lot + " " + fact.location(), fact.quantityChange().value().intValueExact(), Integer::sum);
            assertThat(left).isNotNegative();
            String number = fact.lotNumber().value();
            bigLot = number.equals(PLAN.lotNumberOf(0)) ? lot : bigLot;
            if (announced.event() instanceof LotAdjusted(var reason, var adjusted)) {
                if (reason == AdjustmentReason.ASSEMBLY_ISSUE) {
                    issued.add(adjusted.references().get("assembly"));
                } else if (reason == AdjustmentReason.ASSEMBLY_OUTPUT) {
                    made.add(adjusted.references().get("assembly"));
                }
                if (number.equals(PLAN.lotNumberOf(0))) {
                    ofTheBigLot.add(reason);
                }
            }
        }
        assertThat(events.values().stream().mapToInt(Integer::intValue).sum()).isBetween(79_000, 80_000);
        assertThat(events).hasSize(500).containsEntry(bigLot, BIG);
        Set<String> inStock = new HashSet<>();
        stock.forEach((place, quantity) -> {
            if (quantity > 0) {
                inStock.add(place.split(" ")[0]);
            }
        });
        assertThat(inStock)
                .as("the last lots and the big one, and hardly any of the others")
                .contains(bigLot)
                .hasSizeBetween(101, 130);
        assertThat(issued).isNotEmpty().isSubsetOf(made);
        assertThat(ofTheBigLot)
                .contains(
                        AdjustmentReason.ASSEMBLY_ISSUE,
                        AdjustmentReason.CUSTOMER_RETURN,
                        AdjustmentReason.COUNT,
                        AdjustmentReason.LOSS,
                        AdjustmentReason.QUARANTINE,
                        AdjustmentReason.RELEASE);
    }

    @Test
    void what_is_sent_can_be_read() {
        for (Announced news : CatalogNews.of(HistoryPlan.daysAgo(1))) {
            assertThat(PublicEventJson.read(news.event().type(), news.body())).isEqualTo(news.event());
        }
        Announced first = new History(PLAN).next();
        assertThat(PublicEventJson.read(first.event().type(), first.record().value()))
                .isEqualTo(first.event());
    }

    @Test
    void gtins_have_fourteen_digits_and_the_right_check_digit() {
        assertThat(CatalogNews.gtin(0)).isEqualTo("40123450000005").hasSize(14);
    }
}
