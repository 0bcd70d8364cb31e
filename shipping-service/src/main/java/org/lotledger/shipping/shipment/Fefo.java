package org.lotledger.shipping.shipment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.shipping.stock.Facts;
import org.lotledger.shipping.stock.LotRef;
import org.lotledger.shipping.stock.RecordedDocument;
import org.lotledger.shipping.stock.Taking;

/**
 * First expired, first out (rule 14 of the domain): of the lots that may leave by a document from its place, the one
 * whose date comes first; no date sorts last; ties go by first received, then by lot number.
 */
public final class Fefo {
    private static final Comparator<Candidate> ORDER = Comparator.comparing(Candidate::expirationDate)
            .thenComparing(Candidate::firstReceivedAt)
            .thenComparing(candidate -> candidate.number().value());

    private final ShipmentContent document;
    private final Facts facts;
    private final List<Candidate> candidates;
    private final Map<LotRef, Quantity> taken = new HashMap<>();

    private record Candidate(LotRef lot, LotNumber number, LocalDate expirationDate, Instant firstReceivedAt) {}

    /** Suggests for one document; what it suggests for a line is gone for the next. */
    public Fefo(ShipmentContent document, Collection<LotRef> candidates, Facts facts) {
        this.document = document;
        this.facts = facts;
        this.candidates = candidates.stream()
                .filter(lot -> lot.lotNumber() != null && mayLeave(lot))
                .map(lot -> new Candidate(
                        lot,
                        Objects.requireNonNull(lot.lotNumber()),
                        Objects.requireNonNullElse(facts.lot(lot).expirationDate(), LocalDate.MAX),
                        Objects.requireNonNullElse(facts.lot(lot).firstReceivedAt(), Instant.MAX)))
                .sorted(ORDER)
                .toList();
    }

    private boolean mayLeave(LotRef lot) {
        List<Violation> problems = new ArrayList<>();
        LotRules.check(document, new Taking(lot, document.location(), Quantity.ZERO, ""), facts, problems);
        return problems.isEmpty();
    }

    /**
     * What is to be named for what is open of a line.
     *
     * @param lotsMax so many lots at most
     */
    public List<LotPick> suggest(ShipmentLine line, int lotsMax) {
        List<LotPick> picks = new ArrayList<>();
        Quantity open = line.openQuantity();
        for (Candidate candidate : candidates) {
            if (!open.isPositive() || picks.size() >= lotsMax) {
                break;
            }
            if (candidate.lot().itemCode().equals(line.itemCode())) {
                Quantity room = room(candidate.lot());
                Quantity quantity = open.compareTo(room) < 0 ? open : room;
                if (quantity.isPositive()) {
                    picks.add(new LotPick(
                            candidate.number(),
                            facts.lot(candidate.lot()).expirationDate(),
                            quantity,
                            document.location(),
                            null));
                    taken.merge(candidate.lot(), quantity, Quantity::plus);
                    open = open.minus(quantity);
                }
            }
        }
        return picks;
    }

    private Quantity room(LotRef lot) {
        Quantity before = taken.getOrDefault(lot, Quantity.ZERO);
        Quantity available = facts.lot(lot).at(document.location()).available().minus(before);
        RecordedDocument source = facts.source();
        if (source == null) {
            return available;
        }
        Quantity left = source.left(lot).minus(namedOf(lot)).minus(before);
        return left.compareTo(available) < 0 ? left : available;
    }

    private Quantity namedOf(LotRef lot) {
        return document.lines().stream()
                .filter(line -> line.itemCode().equals(lot.itemCode()))
                .flatMap(line -> line.lots().stream())
                .filter(pick -> pick.lotNumber().equals(lot.lotNumber()))
                .map(LotPick::quantity)
                .reduce(Quantity.ZERO, Quantity::plus);
    }
}
