package org.lotledger.receiving.adjustment;

import static org.lotledger.receiving.adjustment.AdjustmentRefusal.BALANCE_ALREADY_OPENED;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.LOT_IN_USE;
import static org.lotledger.receiving.lot.LotRefusal.LOT_UNKNOWN;
import static org.lotledger.receiving.lot.LotRefusal.RETURN_LIMIT;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.receiving.adjustment.AdjustmentCommand.PostAdjustment;
import org.lotledger.receiving.lot.Addition;
import org.lotledger.receiving.lot.GiveBackRules;
import org.lotledger.receiving.lot.KnownLot;
import org.lotledger.receiving.lot.LotFacts;

/**
 * How much an adjustment may add. A beginning balance opens a lot that has nothing else; a count and a correction only
 * bring back what was used (rules 16, 17 and 19).
 */
final class LimitRules {

    private LimitRules() {}

    /** What is more than the lots allow. */
    static List<Violation> problems(PostAdjustment post, List<Addition> additions) {
        return switch (post.type()) {
            case BEGINNING_BALANCE -> openingProblems(post, additions);
            case COUNT -> givingBackProblems(post.facts(), additions);
            case SHIPMENT_CORRECTION -> correctionProblems(post, additions);
        };
    }

    private static List<Violation> openingProblems(PostAdjustment post, List<Addition> additions) {
        List<Violation> problems = new ArrayList<>();
        for (Addition addition : additions) {
            UUID lotId = addition.lot().lotId();
            Quantity opened = post.opened().get(lotId);
            KnownLot known = post.facts().of(addition.lot());
            if (opened != null) {
                problems.add(new Violation(
                        BALANCE_ALREADY_OPENED,
                        addition.pointer(),
                        "The beginning balance of " + addition.lot() + " at " + post.location() + " is " + opened
                                + " already; this says " + addition.quantity() + "."));
            } else if (known.received() || known.used().isPositive()) {
                problems.add(new Violation(
                        LOT_IN_USE,
                        addition.pointer(),
                        "A beginning balance opens a lot that has nothing else, but " + addition.lot() + " was "
                                + (known.received() ? "received before." : "used before (" + known.used() + ").")));
            }
        }
        return problems;
    }

    private static List<Violation> correctionProblems(PostAdjustment post, List<Addition> additions) {
        List<Violation> problems = new ArrayList<>();
        List<Addition> known = additions.stream()
                .filter(addition -> !isUnknown(addition, post.facts()))
                .toList();
        AdjustmentContent.named(post.type(), post.references())
                .ifPresent(shipment -> post.facts()
                        .of(shipment)
                        .ifPresentOrElse(
                                document -> problems.addAll(GiveBackRules.beyondDocument(
                                        RETURN_LIMIT, shipment, document, known, post.occurredAt())),
                                () -> problems.add(shipment.unknown())));
        problems.addAll(givingBackProblems(post.facts(), additions));
        return problems;
    }

    private static List<Violation> givingBackProblems(LotFacts facts, List<Addition> additions) {
        List<Violation> problems = new ArrayList<>();
        List<Addition> known = new ArrayList<>();
        for (Addition addition : additions) {
            if (isUnknown(addition, facts)) {
                problems.add(new Violation(
                        LOT_UNKNOWN,
                        addition.pointer() + "/lotNumber",
                        addition.lot().asSubject() + " has never come in: what was found of it is a receipt or a"
                                + " beginning balance."));
            } else {
                known.add(addition);
            }
        }
        problems.addAll(GiveBackRules.beyondUse(known, facts));
        return problems;
    }

    /** The unnamed lot of an untracked item is always known: it is the item's stock, of which nothing may be used. */
    private static boolean isUnknown(Addition addition, LotFacts facts) {
        return addition.lot().lotNumber() != null && !facts.of(addition.lot()).booked();
    }
}
