package org.lotledger.ledger.verification;

import java.util.ArrayList;
import java.util.List;
import org.lotledger.ledger.persistence.Verifications.Progress;
import org.lotledger.ledger.proof.Difference;

/** What one run has seen and found so far. */
final class Findings {
    private final int differencesMax;
    private final List<Difference> differences = new ArrayList<>();
    private long differencesFound;
    private long lots;
    private long events;
    private double progress;

    Findings(int differencesMax) {
        this.differencesMax = differencesMax;
    }

    void add(Difference difference) {
        differencesFound++;
        if (differences.size() < differencesMax) {
            differences.add(difference);
        }
    }

    void countLot() {
        lots++;
    }

    void countEvent() {
        events++;
    }

    /** How far it is, 0 to 1. */
    void reached(double share) {
        progress = share;
    }

    boolean isClean() {
        return differencesFound == 0;
    }

    Progress progress() {
        return new Progress(progress, lots, events, differencesFound, List.copyOf(differences));
    }
}
