package org.lotledger.receiving.lot;

import org.lotledger.receiving.lot.ExpirationEvent.ExpirationCorrected;

/** The state of a correction: not there, or made for good. */
public sealed interface ExpirationCorrection {

    /** No correction of this number. */
    record None() implements ExpirationCorrection {}

    /** The date was corrected. */
    record Made(ExpirationCorrected corrected) implements ExpirationCorrection {}
}
