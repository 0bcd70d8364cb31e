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

    Export export();

    /** Asking the writers what they announced; their addresses are those of the REST clients. */
    interface Writers {
        /** Longest wait for one page, in milliseconds; 500 announcements are read and sent in a tenth of a second. */
        @WithDefault("10000")
        long answerTimeoutMillis();
    }

    /** Workbooks. */
    interface Export {
        /** Rows of one sheet without its header; a spreadsheet program opens no more. */
        @WithDefault("1048575")
        int sheetRowsMax();

        /** Workbooks written at once; each holds a database connection while it is written. */
        @WithDefault("2")
        int atOnceMax();
    }
}
