package org.lotledger.receiving.receipt;

import static org.lotledger.receiving.lot.LotRefusal.RETURN_LIMIT;
import static org.lotledger.receiving.lot.LotRefusal.TRANSFER_LIMIT;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.receiving.catalog.Catalog;
import org.lotledger.receiving.lot.Addition;
import org.lotledger.receiving.lot.GiveBackRules;
import org.lotledger.receiving.lot.KnownDocument;
import org.lotledger.receiving.lot.LotFacts;
import org.lotledger.receiving.lot.NamedDocument;
import org.lotledger.receiving.lot.Removal;

/** What a receipt owes to the document that it builds on (rules 16, 17, 19, 21 and 22), source by source. */
final class SourceRules {

    private SourceRules() {}

    /** The refusal of a receipt that names a document of which nothing is known; none when it names none. */
    static List<Violation> referenceProblems(ReceiptContent content, LotFacts facts) {
        return content.named()
                .filter(named -> facts.of(named).isEmpty())
                .map(named -> List.of(named.unknown()))
                .orElse(List.of());
    }

    /** What would be too much, or at the wrong place, for what is known to have left. */
    static List<Violation> limitProblems(ReceiptContent content, Catalog catalog, LotFacts facts) {
        return switch (content.source()) {
            case SUPPLIER -> List.of();
            case CUSTOMER_RETURN -> returnProblems(content, content.additions(), facts);
            case TRANSFER -> transferProblems(content, catalog, facts);
            case ASSEMBLY -> {
                Set<UUID> unissued = unissued(content, facts);
                yield returnProblems(
                        content,
                        content.additions().stream()
                                .filter(addition ->
                                        unissued.contains(addition.lot().lotId()))
                                .toList(),
                        facts);
            }
        };
    }

    /** The lots of an assembly's receipt that were issued to it, so that they come back rather than come out of it. */
    static Set<UUID> unissued(ReceiptContent content, LotFacts facts) {
        Set<UUID> unissued = new HashSet<>();
        if (content.source() == ReceiptSource.ASSEMBLY) {
            content.named()
                    .flatMap(facts::of)
                    .ifPresent(run -> content.additions().stream()
                            .map(addition -> addition.lot().lotId())
                            .filter(run.removals()::containsKey)
                            .forEach(unissued::add));
        }
        return unissued;
    }

    private static List<Violation> returnProblems(ReceiptContent content, List<Addition> comesBack, LotFacts facts) {
        List<Violation> problems = new ArrayList<>();
        for (NamedDocument named : content.named().stream().toList()) {
            facts.of(named)
                    .ifPresent(known -> problems.addAll(
                            GiveBackRules.beyondDocument(RETURN_LIMIT, named, known, comesBack, content.occurredAt())));
        }
        problems.addAll(GiveBackRules.beyondUse(comesBack, facts));
        return problems;
    }

    private static List<Violation> transferProblems(ReceiptContent content, Catalog catalog, LotFacts facts) {
        List<Violation> problems = new ArrayList<>();
        for (NamedDocument named : content.named().stream().toList()) {
            facts.of(named).ifPresent(known -> {
                problems.addAll(GiveBackRules.beyondDocument(
                        TRANSFER_LIMIT, named, known, content.additions(), content.occurredAt()));
                placeProblems(content, catalog, named, known, problems);
            });
        }
        return problems;
    }

    /** What was sent to one place does not become stock at another; where it waits for somebody to look, it may. */
    private static void placeProblems(
            ReceiptContent content,
            Catalog catalog,
            NamedDocument transfer,
            KnownDocument known,
            List<Violation> problems) {
        for (Addition addition : content.additions()) {
            Removal removal = known.removals().get(addition.lot().lotId());
            boolean net = catalog.place(addition.location())
                    .map(place -> place.netStock())
                    .orElse(false);
            if (removal != null && net && !removal.toLocations().contains(addition.location())) {
                problems.add(new Violation(
                        TRANSFER_LIMIT,
                        addition.lot().lotNumber() == null ? "/location" : addition.pointer() + "/location",
                        addition.lot().asSubject() + " left on " + transfer + " for "
                                + String.join(
                                        ", ",
                                        removal.toLocations().stream().sorted().toList())
                                + ": it is received there or at a place that is not net stock, and "
                                + addition.location() + " is neither."));
            }
        }
    }
}
