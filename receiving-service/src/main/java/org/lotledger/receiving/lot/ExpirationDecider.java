package org.lotledger.receiving.lot;

import static org.lotledger.receiving.lot.LotRefusal.EXPIRATION_MISSING;
import static org.lotledger.receiving.lot.LotRefusal.ITEM_UNKNOWN;
import static org.lotledger.receiving.lot.LotRefusal.LOT_NOT_TRACKED;
import static org.lotledger.receiving.lot.LotRefusal.LOT_UNKNOWN;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.decider.Decider;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.receiving.catalog.Item;
import org.lotledger.receiving.lot.ExpirationCommand.CorrectExpiration;
import org.lotledger.receiving.lot.ExpirationEvent.ExpirationCorrected;

/** The rules of expiration corrections: the explicit, audited way to another date for a known lot (rule 7). */
public final class ExpirationDecider implements Decider<ExpirationCommand, ExpirationCorrection, ExpirationEvent> {

    @Override
    public ExpirationCorrection initial() {
        return new ExpirationCorrection.None();
    }

    @Override
    public ExpirationCorrection evolve(ExpirationCorrection state, ExpirationEvent event) {
        return switch (event) {
            case ExpirationCorrected corrected -> new ExpirationCorrection.Made(corrected);
        };
    }

    @Override
    public Decision<ExpirationEvent> decide(ExpirationCorrection state, ExpirationCommand command) {
        return switch (command) {
            case CorrectExpiration correct -> correct(correct);
        };
    }

    private static Decision<ExpirationEvent> correct(CorrectExpiration correct) {
        LotRef lot = correct.lot();
        KnownLot known = correct.facts().of(lot);
        Item item = correct.catalog().item(lot.itemCode()).orElse(null);
        List<Violation> violations = violations(correct, lot, known, item);
        if (item == null || !violations.isEmpty()) {
            return Decision.refuse(violations);
        }
        if (Objects.equals(correct.expirationDate(), known.expirationDate())) {
            return Decision.accept(List.of());
        }
        return Decision.accept(new ExpirationCorrected(
                correct.correctionNumber(),
                lot,
                item.unit(),
                correct.expirationDate(),
                known.expirationDate(),
                correct.reason(),
                known.datedBy(),
                correct.moment().occurredAt(null, correct.facts()),
                correct.moment().recordedAt(correct.facts())));
    }

    private static List<Violation> violations(
            CorrectExpiration correct, LotRef lot, KnownLot known, @Nullable Item item) {
        if (item == null) {
            return List.of(
                    new Violation(ITEM_UNKNOWN, "/itemCode", "Item " + lot.itemCode() + " is not in the catalog."));
        }
        if (!item.lotTracked()) {
            return List.of(new Violation(
                    LOT_NOT_TRACKED,
                    "/lotNumber",
                    "Item " + item.itemCode() + " is not tracked by lot: it has no lots with dates."));
        }
        List<Violation> violations = new ArrayList<>();
        if (!known.booked()) {
            violations.add(new Violation(
                    LOT_UNKNOWN, "/lotNumber", lot.asSubject() + " has never come in: there is no date to correct."));
        }
        if (correct.expirationDate() == null && item.perishable()) {
            violations.add(new Violation(
                    EXPIRATION_MISSING,
                    "/expirationDate",
                    "Item " + item.itemCode() + " is perishable: " + lot + " needs its expiration date."));
        }
        return violations;
    }
}
