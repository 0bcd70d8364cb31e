package org.lotledger.system.history;

import java.util.List;
import java.util.function.Function;

/** What must hold of every history, whatever was killed, cut or repeated. The number is the promise of the design. */
public enum Invariant {
    /** 1, 2: every balance of the ledger is the sum of what the stores hold of the events up to it. */
    CONSERVED_AT_EVERY_PREFIX(LedgerChecks::conserved),
    /** 2: no balance was ever below nothing, of a lot or of a lot at a place. */
    NEVER_NEGATIVE(LedgerChecks::neverNegative),
    /** 3: what was answered with 2xx is there once, as asked; a refusal left nothing; what is open, 0 or 1 times. */
    TOLD_IS_TRUE(ClientChecks::toldIsTrue),
    /** 3, 7: the numbers of a source and lot run 1, 2, 3 … in the store, and arrive so on the topic. */
    SEQUENCES_CONTIGUOUS(StoreChecks::sequencesContiguous),
    /** 3, 7: the same events in the same order per source and lot in store, topic and ledger. */
    ONE_ORDER(LedgerChecks::oneOrder),
    /** 6, 8: each event names the bytes of the one before it, up to the head that the writer and the ledger know. */
    CHAINED(StoreChecks::chained),
    /** 6: private events of a document run 1, 2, 3 … */
    VERSIONS_CONTIGUOUS(StoreChecks::versionsContiguous),
    /** 6: who and when, on both clocks, on every event; nothing was written down before what it builds on. */
    SIGNED_AND_DATED(StoreChecks::signedAndDated),
    /** 1: the last running balance of a lot is its balance. */
    LAST_BALANCE_IS_THE_BALANCE(LedgerChecks::lastBalance),
    /** 1: what lies at the places of a lot is all of it. */
    PLACES_SUM_TO_THE_LOT(LedgerChecks::placesSum),
    /** 4: with everything heard, shipping has on hand what the ledger has, and may give away the rest of its reserved. */
    SHIPPING_AGREES(ClientChecks::shippingAgrees),
    /** 2, 4: nothing stands in the ledger before a fact that it was decided on. */
    CAUSE_BEFORE_EFFECT(LedgerChecks::causeBeforeEffect),
    /** 3: nothing waits for a person. */
    NOTHING_PARKED(ClientChecks::nothingParked),
    /** 7: made anew from the stores, the ledger is the same. */
    REBUILT_THE_SAME(LedgerChecks::rebuiltTheSame);

    private final Function<History, List<String>> check;

    Invariant(Function<History, List<String>> check) {
        this.check = check;
    }

    /** What breaks it, a sentence each. */
    List<String> check(History history) {
        return check.apply(history);
    }
}
