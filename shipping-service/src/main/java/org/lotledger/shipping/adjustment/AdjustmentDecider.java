package org.lotledger.shipping.adjustment;

import static org.lotledger.shipping.adjustment.AdjustmentRefusal.ALREADY_EXISTS;
import static org.lotledger.shipping.adjustment.AdjustmentRefusal.FIELD_INVALID;
import static org.lotledger.shipping.adjustment.AdjustmentRefusal.FIELD_MISSING;
import static org.lotledger.shipping.adjustment.AdjustmentRefusal.LOCATION_UNKNOWN;
import static org.lotledger.shipping.adjustment.AdjustmentRefusal.NO_LINES;
import static org.lotledger.shipping.adjustment.AdjustmentRefusal.OCCURRED_IN_FUTURE;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.lotledger.eventsourcing.decider.Decider;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.shipping.adjustment.AdjustmentCommand.PostAdjustment;
import org.lotledger.shipping.adjustment.AdjustmentCommand.RequestedLine;
import org.lotledger.shipping.adjustment.AdjustmentEvent.AdjustmentPosted;
import org.lotledger.shipping.adjustment.AdjustmentEvent.PostingTakenBack;
import org.lotledger.shipping.stock.Facts;
import org.lotledger.shipping.stock.RecordedDocument;
import org.lotledger.shipping.stock.StockGuard;
import org.lotledger.shipping.stock.TakeBackGuard;
import org.lotledger.shipping.stock.Taking;

/** The rules of adjustments that take stock out (rules 15, 19 and 23 of the domain). */
public final class AdjustmentDecider implements Decider<AdjustmentCommand, Adjustment, AdjustmentEvent> {

    @Override
    public Adjustment initial() {
        return new Adjustment.None();
    }

    @Override
    public Adjustment evolve(Adjustment state, AdjustmentEvent event) {
        return switch (event) {
            case AdjustmentPosted(var content, var receivedUpTo, var corrects) -> new Adjustment.Posted(content);
            case PostingTakenBack lost -> TakenBack.with(state, lost.event());
        };
    }

    @Override
    public Decision<AdjustmentEvent> decide(Adjustment state, AdjustmentCommand command) {
        return switch (command) {
            case PostAdjustment post -> post(state, post);
        };
    }

    private static Decision<AdjustmentEvent> post(Adjustment state, PostAdjustment post) {
        if (state instanceof Adjustment.Posted) {
            return Decision.refuse(
                    ALREADY_EXISTS, "/adjustmentNumber", "Adjustment " + post.adjustmentNumber() + " exists already.");
        }
        Facts facts = post.facts();
        List<Violation> violations = new ArrayList<>();
        checkHead(post, violations);
        AdjustmentLines lines = new AdjustmentLines(post.location(), facts, violations);
        Set<Integer> lineNumbers = new HashSet<>();
        for (int i = 0; i < post.lines().size(); i++) {
            RequestedLine line = post.lines().get(i);
            String pointer = "/lines/" + i;
            if (!lineNumbers.add(line.lineNumber())) {
                violations.add(new Violation(
                        FIELD_INVALID,
                        pointer + "/lineNumber",
                        "lineNumber " + line.lineNumber() + " stands on this adjustment twice."));
            }
            lines.add(line, pointer);
        }
        StockGuard.check(lines.takings(), Map.of(), facts, post.occurredAt(), violations);
        if (facts.source() != null) {
            TakeBackGuard.check(lines.takings(), facts.source(), facts, violations);
        }
        return violations.isEmpty() ? Decision.accept(posted(post, lines)) : Decision.refuse(violations);
    }

    private static void checkHead(PostAdjustment post, List<Violation> violations) {
        if (post.lines().isEmpty()) {
            violations.add(new Violation(NO_LINES, "/lines", "An adjustment without lines changes nothing."));
        }
        if (post.facts().catalog().place(post.location()).isEmpty()) {
            violations.add(
                    new Violation(LOCATION_UNKNOWN, "/location", "Location " + post.location() + " does not exist."));
        }
        if (post.occurredAt() != null && post.facts().moment().isInFuture(post.occurredAt())) {
            violations.add(new Violation(
                    OCCURRED_IN_FUTURE,
                    "/occurredAt",
                    "occurredAt " + post.occurredAt() + " is in the future: it is "
                            + post.facts().moment().now() + " now."));
        }
        if (post.type() == AdjustmentType.RECEIPT_CORRECTION
                && !post.references().containsKey(AdjustmentContent.RECEIPT)) {
            violations.add(new Violation(
                    FIELD_MISSING,
                    "/references/receipt",
                    "A RECEIPT_CORRECTION needs the number of the receipt that it corrects."));
        }
    }

    private static AdjustmentPosted posted(PostAdjustment post, AdjustmentLines lines) {
        Facts facts = post.facts();
        Map<UUID, Long> receivedUpTo = new HashMap<>();
        Map<UUID, String> corrects = new HashMap<>();
        RecordedDocument source = facts.source();
        for (Taking taking : lines.takings()) {
            UUID lotId = taking.lot().lotId();
            receivedUpTo.put(lotId, facts.lot(taking.lot()).receivedUpTo());
            RecordedDocument.Recorded recorded =
                    source == null ? null : source.lots().get(lotId);
            if (recorded != null) {
                corrects.put(lotId, recorded.eventId());
            }
        }
        return new AdjustmentPosted(
                new AdjustmentContent(
                        post.adjustmentNumber(),
                        post.type(),
                        post.location(),
                        post.reason(),
                        post.references(),
                        facts.moment()
                                .occurredAt(post.occurredAt(), facts.lots().values()),
                        facts.moment().recordedAt(facts.lots().values()),
                        lines.accepted()),
                receivedUpTo,
                corrects);
    }
}
