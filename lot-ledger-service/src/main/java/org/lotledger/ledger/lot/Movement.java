package org.lotledger.ledger.lot;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.events.LotReceived;
import org.lotledger.events.LotShipped;
import org.lotledger.events.Quantity;
import org.lotledger.events.Source;

/**
 * What one event, or several in their order, change of a lot. However a history is cut into parts, the parts one after
 * the other change the same as the whole.
 *
 * @param eventCount how many events
 * @param change to the totals
 * @param receivedAt the earliest time at which goods were new here; null if none were
 * @param occurredAtMax the latest time of happening; null if there is no event
 * @param recordedAtMax the latest time of writing down; null if there is no event
 * @param dateSaid whether the expiration date was said with authority; if not, it stays as it was
 * @param expirationDate null if none is known, or, once said, if there is none
 * @param holds what is said of holds, by their id
 */
public record Movement(
        long eventCount,
        LotTotals change,
        @Nullable Instant receivedAt,
        @Nullable Instant occurredAtMax,
        @Nullable Instant recordedAtMax,
        boolean dateSaid,
        @Nullable LocalDate expirationDate,
        Map<String, Hold> holds) {

    public static final Movement NONE = new Movement(0, LotTotals.NONE, null, null, null, false, null, Map.of());

    public Movement {
        holds = Map.copyOf(holds);
    }

    /** What the event changes. */
    public static Movement of(LotEvent event) {
        LotFact fact = event.fact();
        boolean dateSaid = dateSaid(event);
        return new Movement(
                1,
                change(event),
                bringsNewGoods(event) ? fact.occurredAt() : null,
                fact.occurredAt(),
                fact.recordedAt(),
                dateSaid,
                dateSaid ? fact.expirationDate() : null,
                holds(event));
    }

    /** This, and afterwards what is later. */
    public Movement then(Movement later) {
        Map<String, Hold> both = new HashMap<>(holds);
        later.holds.forEach((id, hold) -> both.merge(id, hold, Hold::then));
        return new Movement(
                eventCount + later.eventCount,
                change.plus(later.change),
                earliest(receivedAt, later.receivedAt),
                latest(occurredAtMax, later.occurredAtMax),
                latest(recordedAtMax, later.recordedAtMax),
                dateSaid || later.dateSaid,
                later.dateSaid ? later.expirationDate : expirationDate,
                both);
    }

    private static LotTotals change(LotEvent event) {
        Quantity quantity = event.fact().quantityChange();
        return switch (event) {
            case LotReceived received -> LotTotals.received(quantity);
            case LotShipped shipped -> LotTotals.shipped(quantity.negate());
            case LotAdjusted adjusted ->
                switch (adjusted.reason()) {
                    case BEGINNING_BALANCE, ASSEMBLY_OUTPUT, RECEIPT_CORRECTION -> LotTotals.received(quantity);
                    case SHIPMENT_CORRECTION -> LotTotals.shipped(quantity.negate());
                    case CUSTOMER_RETURN -> LotTotals.returned(quantity);
                    case TRANSFER_OUT, TRANSFER_IN -> LotTotals.inTransit(quantity.negate());
                    case COUNT, LOSS, SUPPLIER_RETURN, ASSEMBLY_ISSUE, ASSEMBLY_UNISSUE -> LotTotals.adjusted(quantity);
                    case HOLD, QUARANTINE, RECALL, RELEASE, EXPIRATION_CORRECTED -> LotTotals.NONE;
                };
        };
    }

    private static boolean bringsNewGoods(LotEvent event) {
        return switch (event) {
            case LotReceived received -> true;
            case LotShipped shipped -> false;
            case LotAdjusted adjusted ->
                adjusted.reason() == AdjustmentReason.BEGINNING_BALANCE
                        || adjusted.reason() == AdjustmentReason.ASSEMBLY_OUTPUT;
        };
    }

    /** Receiving knows the date; others repeat what they knew. A correction may also say that there is none. */
    private static boolean dateSaid(LotEvent event) {
        return event.link().id().source().equals(Source.RECEIVING.wireName())
                && (event.fact().expirationDate() != null
                        || (event instanceof LotAdjusted adjusted
                                && adjusted.reason() == AdjustmentReason.EXPIRATION_CORRECTED));
    }

    /** The document of such an event is the hold itself, also on its release. */
    private static Map<String, Hold> holds(LotEvent event) {
        if (!(event instanceof LotAdjusted adjusted)) {
            return Map.of();
        }
        String id = adjusted.fact().document().number();
        return switch (adjusted.reason()) {
            case HOLD -> Map.of(id, new Hold(Hold.Kind.HOLD, false));
            case QUARANTINE -> Map.of(id, new Hold(Hold.Kind.QUARANTINE, false));
            case RECALL -> Map.of(id, new Hold(Hold.Kind.RECALL, false));
            case RELEASE -> Map.of(id, new Hold(null, true));
            case BEGINNING_BALANCE,
                    COUNT,
                    LOSS,
                    RECEIPT_CORRECTION,
                    SHIPMENT_CORRECTION,
                    CUSTOMER_RETURN,
                    SUPPLIER_RETURN,
                    TRANSFER_OUT,
                    TRANSFER_IN,
                    ASSEMBLY_ISSUE,
                    ASSEMBLY_OUTPUT,
                    ASSEMBLY_UNISSUE,
                    EXPIRATION_CORRECTED -> Map.of();
        };
    }

    private static @Nullable Instant earliest(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private static @Nullable Instant latest(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }
}
