package org.lotledger.benchmarks.ledger;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.lotledger.benchmarks.history.CatalogNews;
import org.lotledger.benchmarks.history.HistoryPlan;
import org.lotledger.events.LotId;
import org.lotledger.events.LotNumber;

/** Everything that people ask of a ledger that holds a plan's history. */
final class LedgerQuestions {
    private static final int BIG_LOT = 0;
    private static final List<String> SORTS = List.of("expirationDate", "lotNumber", "firstReceived", "onHand");
    private static final List<String> STATUSES = List.of("RECALLED", "QUARANTINED", "HELD", "EXPIRED", "AVAILABLE");

    private final HistoryPlan plan;
    private final List<Question> questions = new ArrayList<>();

    private LedgerQuestions(HistoryPlan plan) {
        this.plan = plan;
    }

    static List<Question> about(HistoryPlan plan) {
        LedgerQuestions asked = new LedgerQuestions(plan);
        asked.search();
        asked.lots();
        asked.history();
        asked.past();
        asked.expiring();
        asked.traces();
        return List.copyOf(asked.questions);
    }

    private void search() {
        lots("of everything", random -> "");
        lots("of everything, 500 rows", random -> "limit=500");
        lots("by q, prefix of all numbers", random -> "q=" + plan.name() + "0");
        lots("by q, prefix of nothing", random -> "q=Z" + random.nextInt(10));
        lots("by q, rare substring", random -> "q=" + "%05d".formatted(random.nextInt(plan.lots())));
        lots("by q, frequent substring", random -> "q=00" + random.nextInt(10));
        lots("by q, whole number", random -> "q=" + encoded(plan.lotNumberOf(anyLot(random))));
        lots("by q, item code", random -> "q=" + anyItem(random));
        lots("by lot number", random -> "lotNumber=" + encoded(plan.lotNumberOf(anyLot(random))));
        lots("by item", random -> "itemCode=" + anyItem(random));
        lots("by item, in stock", random -> "inStock=true&itemCode=" + anyItem(random));
        lots("by GTIN", random -> "gtin=" + CatalogNews.gtin(random.nextInt(HistoryPlan.ITEMS)));
        lots("by location", random -> "location=" + anyPlace(random));
        lots("by location, in stock, by onHand", random -> "inStock=true&sort=-onHand&location=" + anyPlace(random));
        lots("by location, used up", random -> "inStock=false&location=" + anyPlace(random));
        for (String status : STATUSES) {
            lots(status, random -> "status=" + status);
            lots(status + ", in stock", random -> "inStock=true&status=" + status);
            lots(status + ", by -lotNumber", random -> "sort=-lotNumber&status=" + status);
            lots(status + ", by -onHand", random -> "sort=-onHand&status=" + status);
        }
        lots("in stock", random -> "inStock=true");
        lots("used up", random -> "inStock=false");
        lots("expires within 30 days", random -> "expiresBefore=" + inDays(30));
        lots("expires within 30 days, in stock", random -> "inStock=true&expiresBefore=" + inDays(30));
        lots(
                "expires within 30 days, in stock, by -onHand",
                random -> "inStock=true&sort=-onHand&expiresBefore=" + inDays(30));
        for (String sort : SORTS) {
            for (String direction : List.of("", "-")) {
                lots("by " + direction + sort, random -> "sort=" + direction + sort);
                lots("in stock, by " + direction + sort, random -> "inStock=true&sort=" + direction + sort);
            }
        }
        lots("by item, by onHand", random -> "sort=onHand&itemCode=" + anyItem(random));
        lots("by q, by -onHand", random -> "sort=-onHand&q=00" + random.nextInt(10));
    }

    private void lots(String name, Function<RandomGenerator, String> parameters) {
        questions.add(Question.quick("lots " + name, random -> "/lots?" + parameters.apply(random)));
    }

    private void lots() {
        questions.add(Question.quick("detail of a lot", random -> "/lots/" + id(anyLot(random))));
        questions.add(Question.quick("detail of the big lot", random -> "/lots/" + id(BIG_LOT)));
        questions.add(
                Question.quick("a partner's lots", random -> "/parties/C-%04d/lots".formatted(random.nextInt(2_000))));
    }

    private void history() {
        questions.add(Question.quick("history of a lot", random -> transactions(anyLot(random), "")));
        big("first page", random -> "");
        big("last page", random -> "order=desc");
        big("500 rows", random -> "limit=500");
        big("from a time on", random -> "from=" + anyTime(random));
        big("before a time", random -> "order=desc&to=" + anyTime(random));
        for (String type : List.of(
                "LotShipped",
                "LotReceived",
                "LotAdjusted",
                "CUSTOMER_RETURN",
                "LOSS",
                "QUARANTINE",
                "RECALL",
                "ASSEMBLY_ISSUE")) {
            big("only " + type, random -> "type=" + type);
            big(
                    "only " + type + ", from a time on, last first",
                    random -> "order=desc&from=" + anyTime(random) + "&type=" + type);
        }
    }

    private void big(String name, Function<RandomGenerator, String> parameters) {
        questions.add(Question.quick(
                "history of the big lot, " + name, random -> transactions(BIG_LOT, parameters.apply(random))));
    }

    private void past() {
        questions.add(Question.quick(
                "balance of a lot as of",
                random -> "/lots/" + id(anyLot(random)) + "/balance?asOf=" + anyTime(random)));
        String balance = "/lots/" + id(BIG_LOT) + "/balance";
        questions.add(Question.quick("balance of the big lot, now", random -> balance));
        questions.add(Question.quick("balance of the big lot as of", random -> balance + "?asOf=" + anyTime(random)));
        questions.add(
                Question.quick("balance of the big lot, known at", random -> balance + "?knownAt=" + anyTime(random)));
        questions.add(Question.quick(
                "balance of the big lot, both",
                random -> balance + "?asOf=" + anyTime(random) + "&knownAt=" + anyTime(random)));
        questions.add(Question.quick(
                "balance of an item as of",
                random -> "/items/" + anyItem(random) + "/balance?asOf=" + anyTime(random)));
        questions.add(Question.quick(
                "balance of an item, both, at a place",
                random -> "/items/" + anyItem(random) + "/balance?asOf=" + anyTime(random) + "&knownAt="
                        + anyTime(random) + "&location=" + anyPlace(random)));
        questions.add(Question.quick(
                "balance of the big lot's item as of",
                random -> "/items/" + plan.itemOf(BIG_LOT) + "/balance?asOf=" + anyTime(random)));
    }

    private void expiring() {
        questions.add(Question.quick("expiring", random -> "/expiring"));
        questions.add(Question.quick("expiring within 7 days", random -> "/expiring?within=7"));
        questions.add(Question.quick("expiring within ten years", random -> "/expiring?within=3650"));
        questions.add(Question.quick("expiring at a place", random -> "/expiring?location=" + anyPlace(random)));
        questions.add(Question.quick("expiring of an item", random -> "/expiring?itemCode=" + anyItem(random)));
    }

    private void traces() {
        int lastAssembly = plan.lots() - 1;
        while (plan.levelOf(lastAssembly) < 3) {
            lastAssembly--;
        }
        UUID assembly = id(lastAssembly);
        questions.add(Question.slow(
                "trace forward of the big lot", random -> "/lots/" + id(BIG_LOT) + "/trace?direction=forward"));
        questions.add(Question.slow(
                "trace both ways of the big lot", random -> "/lots/" + id(BIG_LOT) + "/trace?direction=both"));
        questions.add(Question.slow(
                "trace backward over three levels", random -> "/lots/" + assembly + "/trace?direction=backward"));
        questions.add(Question.slow(
                "trace forward of a lot", random -> "/lots/" + id(anyLot(random)) + "/trace?direction=forward"));
        questions.add(
                Question.slow("recall report of the big lot", random -> "/lots/" + id(BIG_LOT) + "/recall-report"));
        questions.add(Question.slow(
                "recall report of three lots",
                random -> "/recall-report?lotId=" + id(anyLot(random)) + "&lotId=" + id(anyLot(random)) + "&lotId="
                        + id(anyLot(random))));
    }

    private static String transactions(UUID lot, String parameters) {
        return "/lots/" + lot + "/transactions?" + parameters;
    }

    private String transactions(int lot, String parameters) {
        return transactions(id(lot), parameters);
    }

    private int anyLot(RandomGenerator random) {
        return 1 + random.nextInt(plan.lots() - 1);
    }

    private UUID id(int lot) {
        return LotId.of(plan.itemOf(lot), new LotNumber(plan.lotNumberOf(lot)));
    }

    private static String anyItem(RandomGenerator random) {
        return HistoryPlan.item(random.nextInt(HistoryPlan.ITEMS));
    }

    private static String anyPlace(RandomGenerator random) {
        return HistoryPlan.location(random.nextInt(HistoryPlan.LOCATIONS));
    }

    private Instant anyTime(RandomGenerator random) {
        return plan.begin()
                .plusSeconds(random.nextLong(
                        Duration.between(plan.begin(), plan.end()).toSeconds()));
    }

    private static LocalDate inDays(int days) {
        return LocalDate.now(ZoneOffset.UTC).plusDays(days);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
