package org.lotledger.receiving.receipt;

import static org.lotledger.receiving.lot.LotRefusal.RETURN_LIMIT;
import static org.lotledger.receiving.lot.LotRefusal.TRANSFER_LIMIT;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.receiving.catalog.Catalog;
import org.lotledger.receiving.catalog.Place;
import org.lotledger.receiving.lot.Addition;
import org.lotledger.receiving.lot.GiveBackRules;
import org.lotledger.receiving.lot.LotFacts;
import org.lotledger.receiving.lot.LotRefusal;
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
        List<Addition> additions = content.additions();
        List<Violation> problems = new ArrayList<>();
        switch (content.source()) {
            case SUPPLIER -> {}
            case CUSTOMER_RETURN -> {
                problems.addAll(beyondDocument(RETURN_LIMIT, content, additions, facts));
                problems.addAll(GiveBackRules.beyondUse(additions, facts));
            }
            case TRANSFER -> {
                problems.addAll(beyondDocument(TRANSFER_LIMIT, content, additions, facts));
                problems.addAll(placeProblems(content, catalog, facts));
            }
            case ASSEMBLY -> {
                Set<UUID> unissued = unissued(content, facts);
                List<Addition> components = additions.stream()
                        .filter(addition -> unissued.contains(addition.lot().lotId()))
                        .toList();
                problems.addAll(beyondDocument(RETURN_LIMIT, content, components, facts));
                problems.addAll(GiveBackRules.beyondUse(components, facts));
            }
        }
        return problems;
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

    private static List<Violation> beyondDocument(
            LotRefusal limit, ReceiptContent content, List<Addition> comesBack, LotFacts facts) {
        return content.named()
                .flatMap(named -> facts.of(named)
                        .map(known ->
                                GiveBackRules.beyondDocument(limit, named, known, comesBack, content.occurredAt())))
                .orElse(List.of());
    }

    /** What was sent to one place does not become stock at another; where it waits for somebody to look, it may. */
    private static List<Violation> placeProblems(ReceiptContent content, Catalog catalog, LotFacts facts) {
        List<Violation> problems = new ArrayList<>();
        content.named()
                .ifPresent(transfer -> facts.of(transfer).ifPresent(known -> {
                    for (Addition addition : content.additions()) {
                        Removal removal = known.removals().get(addition.lot().lotId());
                        boolean net = catalog.place(addition.location())
                                .map(Place::netStock)
                                .orElse(false);
                        if (removal != null && net && !removal.toLocations().contains(addition.location())) {
                            problems.add(new Violation(
                                    TRANSFER_LIMIT,
                                    addition.lot().lotNumber() == null ? "/location" : addition.pointer() + "/location",
                                    addition.lot().asSubject() + " left on " + transfer + " for "
                                            + removal.toLocations().stream()
                                                    .sorted()
                                                    .collect(Collectors.joining(", "))
                                            + ": it is received there or at a place that is not net stock, and "
                                            + addition.location() + " is neither."));
                        }
                    }
                }));
        return problems;
    }
}
