package org.lotledger.shipping.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.shipping.stock.Moment;

/** Now, and today in the zone of the warehouse. */
@ApplicationScoped
public class Moments {
    private final Clock clock;
    private final ShippingSettings settings;

    public Moments(Clock clock, ShippingSettings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    /** When this command is decided. */
    public Moment of(Command command) {
        return at(command.now());
    }

    /** When something is only looked at. */
    public Moment now() {
        return at(clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private Moment at(Instant now) {
        return new Moment(now, LocalDate.ofInstant(now, settings.zone()));
    }
}
