package org.lotledger.shipping.persistence;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.ZoneId;

/** Shipping's own settings. */
@ConfigMapping(prefix = "lots")
public interface ShippingSettings {

    /** The zone of the warehouse: when a day, and with it a lot, ends there. */
    @WithDefault("UTC")
    ZoneId zone();
}
