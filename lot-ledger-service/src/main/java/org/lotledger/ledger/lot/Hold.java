package org.lotledger.ledger.lot;

import org.jspecify.annotations.Nullable;

/**
 * What is known of one hold, quarantine or recall: placed, then released; released wins.
 *
 * @param kind null while only its release is known
 */
public record Hold(@Nullable Kind kind, boolean released) {

    /** From the mildest to the strongest. */
    public enum Kind {
        HOLD,
        QUARANTINE,
        RECALL
    }

    Hold then(Hold later) {
        return new Hold(kind == null ? later.kind : kind, released || later.released);
    }
}
