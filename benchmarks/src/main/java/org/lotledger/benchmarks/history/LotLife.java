package org.lotledger.benchmarks.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.DocumentRef;
import org.lotledger.events.DocumentType;
import org.lotledger.events.EventLink;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.events.LotId;
import org.lotledger.events.LotReceived;
import org.lotledger.events.LotShipped;
import org.lotledger.events.Party;
import org.lotledger.events.PartyRole;
import org.lotledger.events.Quantity;
import org.lotledger.events.Source;

/**
 * What happens to one lot, event by event: it comes, is shipped to many customers, some of it is moved, counted, lost or
 * comes back, some goes into assemblies; in the end it is used up, unless it stays in stock. Never more leaves a place
 * than is there. One event in a hundred is written down later than the next.
 */
final class LotLife {
    private static final int PIECES_PER_EVENT = 3;
    private static final int MOVED = 5;
    private static final int LATE_IN = 100;
    private static final Duration LATE_BY = Duration.ofDays(9);
    private static final Duration WRITTEN_DOWN_AFTER = Duration.ofMinutes(3);
    /** Of a thousand events of an ordinary lot. */
    private static final int RETURNS = 10;

    private static final int COUNTS = 20;
    private static final int LOSSES = 23;
    private static final int MOVES = 33;
    private static final int DELIVERIES = 53;

    /** Every so many events of the big lot; what is rarer there happens every so many thousand. */
    private static final int BIG_DELIVERY_EVERY = 1_000;

    private static final int BIG_RARE_EVERY = 25_000;

    private final HistoryPlan plan;
    private final int lot;
    private final UUID lotId;
    private final int planned;
    private final Random random;
    private final Queue<Integer> outputs;
    private final int outputsPlanned;
    private final String home;
    private final String other;
    private final Map<String, Integer> stock = new TreeMap<>();
    private final Map<Source, EventLink> last = new EnumMap<>(Source.class);
    private final Map<Source, String> lastHash = new EnumMap<>(Source.class);
    private int done;
    private @Nullable String openHold;

    LotLife(HistoryPlan plan, int lot, List<Integer> outputs) {
        this.plan = plan;
        this.lot = lot;
        this.lotId = LotId.of(plan.itemOf(lot), plan.lotNumber(lot));
        this.planned = plan.transactionsOf(lot);
        this.random = new Random(31L * lot + plan.lots());
        this.outputs = new ArrayDeque<>(outputs);
        this.outputsPlanned = outputs.size();
        this.home = HistoryPlan.location(lot % HistoryPlan.LOCATIONS);
        this.other = HistoryPlan.location((lot * 7 + 3) % HistoryPlan.LOCATIONS);
    }

    boolean ended() {
        return done >= planned;
    }

    /** The next event; there must be one. */
    Announced next() {
        int index = done++;
        if (index == 0) {
            return arrival(planned * PIECES_PER_EVENT + 2 * outputsPlanned);
        }
        if (!outputs.isEmpty()
                && index >= (long) planned * (outputsPlanned - outputs.size() + 1) / (outputsPlanned + 2)) {
            return assemblyIssue(outputs.remove());
        }
        if (!plan.staysInStock(lot) && planned - index <= stock.size()) {
            String place = stock.keySet().iterator().next();
            return shipped(place, onHand(place));
        }
        return plan.isBig(lot) ? nextOfBig(index) : nextOfOrdinary(index);
    }

    private Announced nextOfBig(int index) {
        if (index % BIG_DELIVERY_EVERY == 0) {
            return arrival(PIECES_PER_EVENT * BIG_DELIVERY_EVERY);
        }
        return switch (index % BIG_RARE_EVERY) {
            case 5_001 -> customerReturn();
            case 10_001 -> adjusted(AdjustmentReason.COUNT, Source.SHIPPING, home, -1, "count");
            case 15_001 -> adjusted(AdjustmentReason.LOSS, Source.SHIPPING, home, -1, "broken");
            case 20_001 -> hold(AdjustmentReason.QUARANTINE);
            case 20_501 -> release();
            default -> shipped(home, 1 + random.nextInt(2));
        };
    }

    private Announced nextOfOrdinary(int index) {
        if (index == planned / 2) {
            AdjustmentReason kind = lot % 100 == 7
                    ? AdjustmentReason.HOLD
                    : lot % 200 == 11
                            ? AdjustmentReason.QUARANTINE
                            : lot % 200 == 13 ? AdjustmentReason.RECALL : AdjustmentReason.RELEASE;
            if (kind != AdjustmentReason.RELEASE) {
                return hold(kind);
            }
        }
        if (openHold != null && lot % 400 >= 200 && index == planned / 2 + 3) {
            return release();
        }
        String place = stock.size() > 1 && random.nextBoolean() ? other : home;
        if (onHand(place) < 2 * MOVED) {
            place = home;
        }
        if (onHand(place) < 2 * MOVED) {
            return arrival(PIECES_PER_EVENT * MOVED);
        }
        int dice = random.nextInt(1_000);
        if (dice < RETURNS) {
            return customerReturn();
        }
        if (dice < COUNTS) {
            return adjusted(AdjustmentReason.COUNT, Source.SHIPPING, place, -1, "count");
        }
        if (dice < LOSSES) {
            return adjusted(AdjustmentReason.LOSS, Source.SHIPPING, place, -1, "broken");
        }
        if (dice < MOVES && planned - done > 2 && place.equals(home)) {
            return inTransit > 0 ? movedIn() : movedOut();
        }
        if (inTransit > 0) {
            return movedIn();
        }
        return dice < DELIVERIES ? arrival(PIECES_PER_EVENT) : shipped(place, 1 + random.nextInt(2));
    }

    private int inTransit;

    private Announced movedOut() {
        inTransit = MOVED;
        return moved(AdjustmentReason.TRANSFER_OUT, Source.SHIPPING, home, -MOVED);
    }

    private Announced movedIn() {
        inTransit = 0;
        return moved(AdjustmentReason.TRANSFER_IN, Source.RECEIVING, other, MOVED);
    }

    private Announced moved(AdjustmentReason reason, Source source, String place, int change) {
        DocumentType type = change < 0 ? DocumentType.SHIPMENT : DocumentType.RECEIPT;
        return announce(
                reason,
                source,
                place,
                change,
                new DocumentRef(type, document("T"), 1),
                null,
                Map.of("transfer", plan.name() + "-T-" + lot),
                null);
    }

    private Announced arrival(int quantity) {
        if (plan.levelOf(lot) > 0) {
            return announce(
                    AdjustmentReason.ASSEMBLY_OUTPUT,
                    Source.RECEIVING,
                    home,
                    quantity,
                    new DocumentRef(DocumentType.RECEIPT, document("R"), 1),
                    null,
                    Map.of("assembly", plan.assembly(lot)),
                    null);
        }
        String supplier = "S-%02d".formatted(lot % HistoryPlan.SUPPLIERS);
        return announce(
                null,
                Source.RECEIVING,
                home,
                quantity,
                new DocumentRef(DocumentType.RECEIPT, document("R"), 1),
                new Party(PartyRole.SUPPLIER, supplier, "Supplier " + supplier, null),
                Map.of("purchaseOrder", "PO-" + lot),
                null);
    }

    private Announced shipped(String place, int quantity) {
        return announce(
                null,
                Source.SHIPPING,
                place,
                -quantity,
                new DocumentRef(DocumentType.SHIPMENT, document("S"), 1),
                customer(),
                Map.of("order", "SO-" + lot + "-" + done),
                null);
    }

    private Announced customerReturn() {
        return announce(
                AdjustmentReason.CUSTOMER_RETURN,
                Source.RECEIVING,
                home,
                1,
                new DocumentRef(DocumentType.RECEIPT, document("CR"), 1),
                customer(),
                Map.of("shipment", plan.name() + "-S-" + lot + "-" + (done - 1)),
                "unopened");
    }

    private Announced adjusted(AdjustmentReason reason, Source source, String place, int change, String why) {
        return announce(
                reason,
                source,
                place,
                change,
                new DocumentRef(DocumentType.ADJUSTMENT, document("A"), 1),
                null,
                Map.of(),
                why);
    }

    private Announced assemblyIssue(int output) {
        return announce(
                AdjustmentReason.ASSEMBLY_ISSUE,
                Source.SHIPPING,
                home,
                -2,
                new DocumentRef(DocumentType.SHIPMENT, document("S"), 1),
                null,
                Map.of("assembly", plan.assembly(output)),
                null);
    }

    private Announced hold(AdjustmentReason kind) {
        String id = document("H");
        openHold = id;
        return standing(kind, id, "laboratory");
    }

    private Announced release() {
        String id = openHold == null ? document("H") : openHold;
        openHold = null;
        return standing(AdjustmentReason.RELEASE, id, "found good");
    }

    private Announced standing(AdjustmentReason reason, String holdId, String why) {
        return announce(
                reason,
                Source.ITEM_CATALOG,
                null,
                0,
                new DocumentRef(DocumentType.LOT_HOLD, holdId, null),
                null,
                Map.of(),
                why);
    }

    private Party customer() {
        String code = HistoryPlan.customer(random.nextInt(HistoryPlan.CUSTOMERS));
        return new Party(PartyRole.CUSTOMER, code, "Customer " + code, null);
    }

    private String document(String kind) {
        return plan.name() + "-" + kind + "-" + lot + "-" + done;
    }

    private int onHand(String place) {
        return stock.getOrDefault(place, 0);
    }

    /** @param reason null for a delivery: from a supplier if it brings, to a customer if it takes */
    private Announced announce(
            @Nullable AdjustmentReason reason,
            Source source,
            @Nullable String place,
            int change,
            DocumentRef document,
            @Nullable Party party,
            Map<String, String> references,
            @Nullable String reasonText) {
        if (place != null) {
            stock.merge(place, change, (before, by) -> before + by == 0 ? null : before + by);
        }
        EventLink before = last.get(source);
        long sequence = before == null ? 1 : before.id().sequence() + 1;
        EventLink link = new EventLink(source.wireName() + "." + lotId + "." + sequence, lastHash.get(source));
        Instant happened = plan.bornAt(lot).plusMillis(plan.lifeOf(lot).toMillis() * done / (planned + 1));
        Instant written = happened.plus(WRITTEN_DOWN_AFTER);
        LotFact fact = new LotFact(
                link,
                lotId,
                plan.itemOf(lot),
                plan.lotNumber(lot),
                expiration(),
                Quantity.of(change),
                "EA",
                place,
                document,
                party,
                references,
                reasonText,
                random.nextInt(LATE_IN) == 0 ? happened.minus(LATE_BY) : happened,
                written,
                "carla",
                null,
                basedOn(source));
        LotEvent event = reason != null
                ? new LotAdjusted(reason, fact)
                : change > 0 ? new LotReceived(fact) : new LotShipped(fact);
        Announced announced = Announced.of(event, written);
        last.put(source, link);
        lastHash.put(source, announced.hash());
        return announced;
    }

    private LocalDate expiration() {
        return plan.expirationOf(lot);
    }

    private Map<String, Long> basedOn(Source source) {
        Map<String, Long> basedOn = new TreeMap<>();
        last.forEach((other, link) -> {
            if (other != source && other != Source.ITEM_CATALOG && source != Source.ITEM_CATALOG) {
                basedOn.put(other.wireName(), link.id().sequence());
            }
        });
        return basedOn;
    }
}
