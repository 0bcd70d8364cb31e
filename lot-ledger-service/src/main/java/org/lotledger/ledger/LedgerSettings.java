package org.lotledger.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.ZoneId;

/** The ledger's own settings. */
@ConfigMapping(prefix = "lots")
public interface LedgerSettings {

    /** The zone whose calendar says which day it is: a lot is expired from midnight after its date. */
    @WithDefault("UTC")
    ZoneId zone();

    Writers writers();

    /** Asking the writers what they announced; their addresses are those of the REST clients. */
    interface Writers {
        /** Longest wait for one page, in milliseconds; 500 announcements are read and sent in a tenth of a second. */
        @WithDefault("10000")
        long answerTimeoutMillis();
    }
}
