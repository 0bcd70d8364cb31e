package org.lotledger.receiving.persistence;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.ZoneId;

/** Receiving's own settings. */
@ConfigMapping(prefix = "lots")
public interface ReceivingSettings {

    /** The zone of the warehouse: when a day, and with it a lot, ends there. */
    @WithDefault("UTC")
    ZoneId zone();
}
