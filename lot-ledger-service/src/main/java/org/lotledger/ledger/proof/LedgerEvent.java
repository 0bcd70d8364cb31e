package org.lotledger.ledger.proof;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.events.LotReceived;
import org.lotledger.events.LotShipped;
import org.lotledger.events.Quantity;

/**
 * One row of the ledger's history of a lot, and what the rows before it make of it.
 *
 * @param position its place in the ledger's order of arrival
 * @param content what it says that happened
 * @param running its sum of the lot so far
 * @param place its sum of its place so far; null where it has none
 * @param clocksFit whether its latest times so far are those of the rows up to it
 * @param afterGap whether the position before it is missing
 * @param seenBefore the highest sequence of each source, by its wire name, in the rows before it
 */
public record LedgerEvent(
        String key,
        String source,
        long sequence,
        long position,
        Content content,
        Sum running,
        @Nullable Sum place,
        boolean clocksFit,
        boolean afterGap,
        Map<String, Long> seenBefore) {

    /**
     * A sum that a row keeps. It is wrong only if neither way of looking at it fits, so that one wrong row is not found
     * as many.
     *
     * @param kept what the row says
     * @param ofRows what the quantities of the rows up to it come to
     * @param step what it is more than that of the row before
     */
    public record Sum(Quantity kept, Quantity ofRows, Quantity step) {
        boolean fits(Quantity change) {
            return kept.equals(ofRows) || step.equals(change);
        }

        Quantity expected(Quantity change) {
            return kept.minus(step).plus(change);
        }
    }

    /** What an event says, as the history keeps it. */
    public record Content(
            String type,
            @Nullable String reason,
            Quantity quantityChange,
            @Nullable String location,
            String documentType,
            String documentNumber,
            @Nullable Integer documentLine,
            @Nullable String partyRole,
            @Nullable String partyCode,
            @Nullable String partyName,
            @Nullable String partyGln,
            Map<String, String> references,
            @Nullable String reasonText,
            Instant occurredAt,
            Instant recordedAt,
            String actor,
            @Nullable String corrects) {
        private static final Map<String, Function<Content, @Nullable Object>> FIELDS = new LinkedHashMap<>();

        static {
            FIELDS.put("type", Content::type);
            FIELDS.put("reason", Content::reason);
            FIELDS.put("quantityChange", Content::quantityChange);
            FIELDS.put("location", Content::location);
            FIELDS.put("document.type", Content::documentType);
            FIELDS.put("document.number", Content::documentNumber);
            FIELDS.put("document.line", Content::documentLine);
            FIELDS.put("party.role", Content::partyRole);
            FIELDS.put("party.code", Content::partyCode);
            FIELDS.put("party.name", Content::partyName);
            FIELDS.put("party.gln", Content::partyGln);
            FIELDS.put("references", Content::references);
            FIELDS.put("reasonText", Content::reasonText);
            FIELDS.put("occurredAt", Content::occurredAt);
            FIELDS.put("recordedAt", Content::recordedAt);
            FIELDS.put("actor", Content::actor);
            FIELDS.put("corrects", Content::corrects);
        }

        /** As the history must keep an event. */
        static Content of(LotEvent event) {
            LotFact fact = event.fact();
            var party = fact.party();
            return new Content(
                    switch (event) {
                        case LotReceived received -> "LotReceived";
                        case LotShipped shipped -> "LotShipped";
                        case LotAdjusted adjusted -> "LotAdjusted";
                    },
                    event instanceof LotAdjusted adjusted ? adjusted.reason().name() : null,
                    fact.quantityChange(),
                    fact.location(),
                    fact.document().type().name(),
                    fact.document().number(),
                    fact.document().line(),
                    party == null ? null : party.role().name(),
                    party == null ? null : party.code(),
                    party == null ? null : party.name(),
                    party == null ? null : party.gln(),
                    fact.references(),
                    fact.reasonText(),
                    fact.occurredAt(),
                    fact.recordedAt(),
                    fact.actor(),
                    fact.corrects());
        }

        /** The fields in which two differ. */
        List<String> differingFrom(Content other) {
            List<String> differing = new ArrayList<>();
            FIELDS.forEach((name, field) -> {
                if (!Objects.equals(field.apply(this), field.apply(other))) {
                    differing.add(name);
                }
            });
            return differing;
        }

        String shown(List<String> fields) {
            List<String> shown = new ArrayList<>();
            FIELDS.forEach((name, field) -> {
                if (fields.contains(name)) {
                    shown.add(String.valueOf(field.apply(this)));
                }
            });
            return String.join(", ", shown);
        }
    }
}
