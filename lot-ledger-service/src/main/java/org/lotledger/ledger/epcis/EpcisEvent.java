package org.lotledger.ledger.epcis;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as EPCIS 2.0 tells it. Words of the Core Business Vocabulary stand as bare names.
 *
 * @param eventId a URN of ours; that of the event declared wrong in an error declaration
 * @param what the lots, and what became of them
 * @param eventTime when it happened
 * @param eventTimeZoneOffset of the warehouse at that time
 * @param recordTime when it was written down
 * @param bizStep null where the vocabulary has no word
 * @param disposition null where nothing is known of it
 * @param readPoint where it happened, as a URI; null if it concerns the lot everywhere
 * @param bizLocation where the goods are afterwards, as a URI; null if they are on their way or gone
 * @param error null unless this event declares an earlier one wrong
 * @param ours what only our words can say, by name without prefix
 * @param lots the lots it speaks of, to be searched by
 */
public record EpcisEvent(
        String eventId,
        What what,
        Instant eventTime,
        ZoneOffset eventTimeZoneOffset,
        Instant recordTime,
        @Nullable String bizStep,
        @Nullable String disposition,
        @Nullable PersistentDisposition persistentDisposition,
        @Nullable String readPoint,
        @Nullable String bizLocation,
        List<BizTransaction> bizTransactions,
        List<Partner> sources,
        List<Partner> destinations,
        @Nullable ErrorDeclaration error,
        Map<String, Object> ours,
        List<UUID> lots) {

    /** What an event says of its lots. */
    public sealed interface What {}

    /** Lots that were seen, or were there no longer: an ObjectEvent. */
    public record Observed(Action action, List<QuantityElement> quantities) implements What {}

    /**
     * Lots that became others: a TransformationEvent.
     *
     * @param made null unless exactly one named lot was made: the standard has one for all
     */
    public record Transformed(
            String transformationId,
            List<QuantityElement> inputs,
            List<QuantityElement> outputs,
            @Nullable Made made) implements What {}

    /** Master data of a lot from its beginning (ILMD). */
    public record Made(String lotNumber, @Nullable LocalDate expirationDate) {}

    public enum Action {
        OBSERVE,
        DELETE
    }

    /**
     * How much of what.
     *
     * @param epcClass URI of the lot
     * @param quantity more than 0; null for all of it, however much that is
     * @param uom UN/ECE Recommendation 20; null for a number of pieces, and where our unit is no such code
     */
    public record QuantityElement(
            String epcClass,
            @Nullable BigDecimal quantity,
            @Nullable String uom) {}

    /** What holds of the lots until it is unset. */
    public record PersistentDisposition(List<String> set, List<String> unset) {}

    /**
     * A paper behind the event.
     *
     * @param type null where the vocabulary has no word
     */
    public record BizTransaction(@Nullable String type, String uri) {}

    /**
     * Where goods came from or go to.
     *
     * @param type possessing_party or location
     */
    public record Partner(String type, String uri) {}

    /**
     * Says that the event with this id was wrong.
     *
     * @param reason did_not_occur or incorrect_data
     * @param correctiveEventIds what is right instead; may be empty
     */
    public record ErrorDeclaration(Instant declarationTime, String reason, List<String> correctiveEventIds) {}

    /** The same event, declared wrong: the standard wants a copy with the same id. */
    EpcisEvent declaredWrong(Instant when, List<String> correctiveEventIds) {
        return new EpcisEvent(
                eventId,
                what,
                eventTime,
                eventTimeZoneOffset,
                when,
                bizStep,
                disposition,
                persistentDisposition,
                readPoint,
                bizLocation,
                bizTransactions,
                sources,
                destinations,
                new ErrorDeclaration(
                        when, correctiveEventIds.isEmpty() ? "did_not_occur" : "incorrect_data", correctiveEventIds),
                ours,
                lots);
    }
}
