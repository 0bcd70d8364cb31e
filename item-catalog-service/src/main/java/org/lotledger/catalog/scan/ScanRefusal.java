package org.lotledger.catalog.scan;

import org.lotledger.eventsourcing.decider.RefusalCode;

/** Why a text is not read. */
public enum ScanRefusal implements RefusalCode {
    /** It is nothing that GS1 knows, or something in it is wrong. */
    SCAN_INVALID,
    /** It can be read in more than one way, or only in a way that nobody should rely on unseen. */
    SCAN_AMBIGUOUS;

    @Override
    public Kind kind() {
        return Kind.FIELD;
    }
}
