package org.lotledger.ledger.trace;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.Quantity;

/**
 * Where everything that ever came in is now: received + returned + counted = onHand + shipped + lost + consumed +
 * supplierReturned + inTransit + difference. All but onHand are sums of the history, onHand is what the places hold: if
 * the two do not agree, difference says by how much and rest where.
 *
 * @param received by suppliers' deliveries, beginning balances and assembly output, less what receipts recorded too much
 * @param onHand at all places, by the table of places
 * @param shipped to customers, less what shipments booked too much
 * @param returned by customers
 * @param lost broken, stolen, spoilt or destroyed
 * @param consumed by assemblies, less what came back unused
 * @param supplierReturned sent back to suppliers
 * @param counted found in counts, less what was found missing
 * @param inTransit left one place and not yet at another
 * @param difference what the history has and the places do not; less than 0: what the places have too much
 * @param rest the difference by place; empty when balanced
 */
public record MassBalance(
        Quantity received,
        Quantity onHand,
        Quantity shipped,
        Quantity returned,
        Quantity lost,
        Quantity consumed,
        Quantity supplierReturned,
        Quantity counted,
        Quantity inTransit,
        Quantity difference,
        boolean balanced,
        List<Rest> rest) {
    private static final String NOWHERE = "";

    public MassBalance {
        rest = List.copyOf(rest);
    }

    /**
     * Everything of one reason at one place.
     *
     * @param type LotReceived, LotShipped or LotAdjusted
     * @param reason null unless LotAdjusted
     * @param location null where nothing moved
     * @param quantity the sum of the signed changes
     */
    public record Change(
            String type,
            @Nullable AdjustmentReason reason,
            @Nullable String location,
            Quantity quantity) {}

    /** What is missing at a place, or too much there if less than 0. */
    public record Rest(String location, Quantity quantity) {}

    /** The balance of one lot. */
    public static MassBalance of(Collection<Change> history, Map<String, Quantity> stock) {
        Map<Part, Quantity> parts = new TreeMap<>();
        Map<String, Quantity> missing = new TreeMap<>();
        for (Change change : history) {
            Part part = Part.of(change);
            parts.merge(part, part.goesOut ? change.quantity.negate() : change.quantity, Quantity::plus);
            missing.merge(change.location == null ? NOWHERE : change.location, change.quantity, Quantity::plus);
        }
        stock.forEach((location, quantity) -> missing.merge(location, quantity.negate(), Quantity::plus));
        List<Rest> rest = missing.entrySet().stream()
                .filter(place -> !place.getValue().isZero())
                .map(place -> new Rest(place.getKey(), place.getValue()))
                .toList();
        return new MassBalance(
                parts.getOrDefault(Part.RECEIVED, Quantity.ZERO),
                sum(stock.values()),
                parts.getOrDefault(Part.SHIPPED, Quantity.ZERO),
                parts.getOrDefault(Part.RETURNED, Quantity.ZERO),
                parts.getOrDefault(Part.LOST, Quantity.ZERO),
                parts.getOrDefault(Part.CONSUMED, Quantity.ZERO),
                parts.getOrDefault(Part.SUPPLIER_RETURNED, Quantity.ZERO),
                parts.getOrDefault(Part.COUNTED, Quantity.ZERO),
                parts.getOrDefault(Part.IN_TRANSIT, Quantity.ZERO),
                sum(rest.stream().map(Rest::quantity).toList()),
                rest.isEmpty(),
                rest);
    }

    /** Of two lots of one unit together. What one has too much does not make up for what the other lacks. */
    public MassBalance plus(MassBalance other) {
        Map<String, Quantity> both = new TreeMap<>();
        rest.forEach(place -> both.put(place.location, place.quantity));
        other.rest.forEach(place -> both.merge(place.location, place.quantity, Quantity::plus));
        return new MassBalance(
                received.plus(other.received),
                onHand.plus(other.onHand),
                shipped.plus(other.shipped),
                returned.plus(other.returned),
                lost.plus(other.lost),
                consumed.plus(other.consumed),
                supplierReturned.plus(other.supplierReturned),
                counted.plus(other.counted),
                inTransit.plus(other.inTransit),
                difference.plus(other.difference),
                balanced && other.balanced,
                both.entrySet().stream()
                        .map(place -> new Rest(place.getKey(), place.getValue()))
                        .toList());
    }

    private static Quantity sum(Collection<Quantity> quantities) {
        return quantities.stream().reduce(Quantity.ZERO, Quantity::plus);
    }

    /** A line of the balance. */
    private enum Part {
        RECEIVED(false),
        SHIPPED(true),
        RETURNED(false),
        LOST(true),
        CONSUMED(true),
        SUPPLIER_RETURNED(true),
        COUNTED(false),
        IN_TRANSIT(true),
        /** Holds and corrections of dates: nothing moves. */
        NOTHING(false);

        private final boolean goesOut;

        Part(boolean goesOut) {
            this.goesOut = goesOut;
        }

        static Part of(Change change) {
            if (change.reason == null) {
                return change.type.equals("LotShipped") ? SHIPPED : RECEIVED;
            }
            return switch (change.reason) {
                case BEGINNING_BALANCE, ASSEMBLY_OUTPUT, RECEIPT_CORRECTION -> RECEIVED;
                case SHIPMENT_CORRECTION -> SHIPPED;
                case CUSTOMER_RETURN -> RETURNED;
                case LOSS -> LOST;
                case ASSEMBLY_ISSUE, ASSEMBLY_UNISSUE -> CONSUMED;
                case SUPPLIER_RETURN -> SUPPLIER_RETURNED;
                case COUNT -> COUNTED;
                case TRANSFER_OUT, TRANSFER_IN -> IN_TRANSIT;
                case HOLD, QUARANTINE, RECALL, RELEASE, EXPIRATION_CORRECTED -> NOTHING;
            };
        }
    }
}
