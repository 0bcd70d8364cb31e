package org.lotledger.receiving.adjustment;

import static org.lotledger.receiving.adjustment.AdjustmentRefusal.ALREADY_EXISTS;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.FIELD_MISSING;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.LOCATION_UNKNOWN;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.NO_LINES;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.OCCURRED_IN_FUTURE;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.lotledger.eventsourcing.decider.Decider;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.receiving.adjustment.AdjustmentCommand.PostAdjustment;
import org.lotledger.receiving.adjustment.AdjustmentEvent.AdjustmentPosted;
import org.lotledger.receiving.adjustment.AdjustmentEvent.PostingTakenBack;
import org.lotledger.receiving.lot.Addition;
import org.lotledger.receiving.lot.LotFacts;
import org.lotledger.receiving.lot.NamedDocument;
import org.lotledger.receiving.lot.NamedDocument.Kind;
import org.lotledger.receiving.lot.Removal;

/** The rules of adjustments that add stock (rules 4, 7, 15 to 17, 19 and 23 of the domain). */
public final class AdjustmentDecider implements Decider<AdjustmentCommand, Adjustment, AdjustmentEvent> {

    @Override
    public Adjustment initial() {
        return new Adjustment.None();
    }

    @Override
    public Adjustment evolve(Adjustment state, AdjustmentEvent event) {
        return switch (event) {
            case AdjustmentPosted posted -> new Adjustment.Posted(posted.content());
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
        List<Violation> violations = documentProblems(post);
        LineRules lines = new LineRules(post, violations);
        List<AdjustmentContent.Line> accepted = lines.judge();
        violations.addAll(LimitRules.problems(post, lines.additions()));
        return violations.isEmpty() ? Decision.accept(posted(post, accepted)) : Decision.refuse(violations);
    }

    private static List<Violation> documentProblems(PostAdjustment post) {
        List<Violation> violations = new ArrayList<>();
        if (post.lines().isEmpty()) {
            violations.add(new Violation(NO_LINES, "/lines", "An adjustment without lines changes nothing."));
        }
        if (post.type() == AdjustmentType.SHIPMENT_CORRECTION
                && AdjustmentContent.named(post.type(), post.references()).isEmpty()) {
            violations.add(new Violation(
                    FIELD_MISSING,
                    NamedDocument.pointer(Kind.SHIPMENT),
                    "A SHIPMENT_CORRECTION names the shipment that it corrects in references."));
        }
        if (post.catalog().place(post.location()).isEmpty()) {
            violations.add(
                    new Violation(LOCATION_UNKNOWN, "/location", "Location " + post.location() + " does not exist."));
        }
        if (post.occurredAt() != null && post.moment().isInFuture(post.occurredAt())) {
            violations.add(new Violation(
                    OCCURRED_IN_FUTURE,
                    "/occurredAt",
                    "occurredAt " + post.occurredAt() + " is in the future: it is "
                            + post.moment().now() + " now."));
        }
        return violations;
    }

    private static AdjustmentPosted posted(PostAdjustment post, List<AdjustmentContent.Line> lines) {
        LotFacts facts = post.facts();
        AdjustmentContent content = new AdjustmentContent(
                post.adjustmentNumber(),
                post.type(),
                post.location(),
                post.reason(),
                post.references(),
                post.moment().occurredAt(post.occurredAt(), facts),
                post.moment().recordedAt(facts),
                lines);
        return new AdjustmentPosted(content, facts.basedOn(content.gaveBack()), corrects(content, facts));
    }

    /** The events of the shipment that a correction of it corrects. */
    private static Map<UUID, String> corrects(AdjustmentContent content, LotFacts facts) {
        Map<UUID, String> corrects = new HashMap<>();
        content.cameFrom().flatMap(facts::of).ifPresent(shipment -> {
            for (Addition addition : content.additions()) {
                UUID lotId = addition.lot().lotId();
                Removal removal = shipment.removals().get(lotId);
                if (removal != null) {
                    corrects.put(lotId, removal.eventId());
                }
            }
        });
        return corrects;
    }
}
