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
}
