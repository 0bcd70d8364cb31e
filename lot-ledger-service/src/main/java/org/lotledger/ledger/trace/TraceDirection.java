package org.lotledger.ledger.trace;

/** Which way a trace goes. */
public enum TraceDirection {
    /** To where the goods went. */
    FORWARD,
    /** To where the goods came from. */
    BACKWARD,
    BOTH
}
