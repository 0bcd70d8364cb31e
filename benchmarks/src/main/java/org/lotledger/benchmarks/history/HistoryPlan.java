package org.lotledger.benchmarks.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.lotledger.events.LotNumber;

/**
 * A warehouse and its past: which lots there were, when, how often something happened to each, and which were made of
 * which. The same plan is always the same. Lots come one after the other over the time span; the last ones are still in
 * stock. Of fifty lots forty are raw goods, six are assembled of them, three of those, one of those again.
 *
 * @param name begins every lot number and document number, so that two plans do not meet
 * @param lots how many
 * @param transactions of all lots together; each lot gets about the same number
 * @param bigLotTransactions of the first lot, which lives through the whole time; 0: it is like the others
 * @param lotsInStock how many of the last lots still have stock at the end
 * @param lotsAtOnce about how many lots are handled at the same time
 * @param begin when the first lot comes
 * @param end after the last event
 */
public record HistoryPlan(
        String name,
        int lots,
        long transactions,
        int bigLotTransactions,
        int lotsInStock,
        int lotsAtOnce,
        Instant begin,
        Instant end) {

    public static final int ITEMS = 500;
    public static final int LOCATIONS = 20;
    static final int CUSTOMERS = 2_000;
    static final int SUPPLIERS = 50;

    /** Lots of raw goods, and of each level of assembly, among fifty. */
    private static final int[] LOTS_BY_LEVEL = {40, 6, 3, 1};

    private static final int CYCLE = 50;
    private static final int COMPONENTS = 2;
    /** How many lots back an assembly looks for its components. */
    private static final int COMPONENT_REACH = 200;
    /** Assemblies that the big lot goes into. */
    private static final int BIG_LOT_ASSEMBLIES = 20;

    private static final Duration LIFE = Duration.ofDays(120);
    private static final int SHELF_LIFE_DAYS_MIN = 180;
    private static final int SHELF_LIFE_DAYS_MAX = 1080;

    public HistoryPlan {
        if (lots < CYCLE || transactions < lots) {
            throw new IllegalArgumentException("at least " + CYCLE + " lots, with one transaction each");
        }
    }

    boolean isBig(int lot) {
        return lot == 0 && bigLotTransactions > 0;
    }

    /** Events of a lot, besides its end. */
    int transactionsOf(int lot) {
        if (bigLotTransactions == 0) {
            return (int) (transactions / lots);
        }
        return isBig(lot) ? bigLotTransactions : (int) ((transactions - bigLotTransactions) / (lots - 1));
    }

    boolean staysInStock(int lot) {
        return isBig(lot) || lot >= lots - lotsInStock;
    }

    /** 0 for raw goods, else the level of assembly. */
    public int levelOf(int lot) {
        int place = lot % CYCLE;
        for (int level = 0; level < LOTS_BY_LEVEL.length; level++) {
            place -= LOTS_BY_LEVEL[level];
            if (place < 0) {
                return level;
            }
        }
        throw new IllegalStateException("the levels do not fill the cycle");
    }

    /** Items have levels as lots have. */
    public String itemOf(int lot) {
        int place = lot % CYCLE;
        int variant = lot / CYCLE % (ITEMS / CYCLE);
        return item(variant * CYCLE + place);
    }

    public static String item(int index) {
        return "ITEM-%03d".formatted(index);
    }

    public static String location(int index) {
        return "LOC-%02d".formatted(index);
    }

    static String customer(int index) {
        return "C-%04d".formatted(index);
    }

    public String lotNumberOf(int lot) {
        return "%s%06d/%c".formatted(name, lot, 'A' + lot % 26);
    }

    LotNumber lotNumber(int lot) {
        return new LotNumber(lotNumberOf(lot));
    }

    String assembly(int output) {
        return name + "-AS-" + output;
    }

    /** The lots that each lot goes into. */
    Map<Integer, List<Integer>> outputsByComponent() {
        Random random = new Random(lots);
        Map<Integer, List<Integer>> outputs = new HashMap<>();
        int firstLevel = 0;
        int everyFirstLevel = Math.max(1, lots * LOTS_BY_LEVEL[1] / CYCLE / BIG_LOT_ASSEMBLIES);
        for (int lot = 0; lot < lots; lot++) {
            int level = levelOf(lot);
            if (level == 0) {
                continue;
            }
            for (int i = 0; i < COMPONENTS; i++) {
                int component = componentBefore(lot, level - 1, random);
                if (component >= 0) {
                    outputs.computeIfAbsent(component, c -> new ArrayList<>()).add(lot);
                }
            }
            if (level == 1 && firstLevel++ % everyFirstLevel == 0 && bigLotTransactions > 0) {
                outputs.computeIfAbsent(0, c -> new ArrayList<>()).add(lot);
            }
        }
        outputs.replaceAll((component, made) -> made.stream().distinct().toList());
        return outputs;
    }

    /** A lot of the level some way before; -1 if there is none. */
    private int componentBefore(int lot, int level, Random random) {
        for (int candidate = lot - 1 - random.nextInt(COMPONENT_REACH); candidate > 0; candidate--) {
            if (levelOf(candidate) == level) {
                return candidate;
            }
        }
        return -1;
    }

    Instant bornAt(int lot) {
        long span = Duration.between(begin, end.minus(LIFE)).toSeconds();
        return begin.plusSeconds(span * lot / lots);
    }

    Duration lifeOf(int lot) {
        return isBig(lot) ? Duration.between(begin, end) : LIFE;
    }

    public LocalDate expirationOf(int lot) {
        int shelfLife = SHELF_LIFE_DAYS_MIN + new Random(lot).nextInt(SHELF_LIFE_DAYS_MAX - SHELF_LIFE_DAYS_MIN);
        return isBig(lot)
                ? LocalDate.ofInstant(end, ZoneOffset.UTC).plusDays(SHELF_LIFE_DAYS_MIN)
                : LocalDate.ofInstant(bornAt(lot), ZoneOffset.UTC).plusDays(shelfLife);
    }

    /** So many days ending today. */
    public static Instant daysAgo(long days) {
        return Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(days));
    }
}
