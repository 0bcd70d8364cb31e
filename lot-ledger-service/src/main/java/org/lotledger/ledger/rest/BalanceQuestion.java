package org.lotledger.ledger.rest;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.ZoneId;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** On which clocks a balance is asked for. */
public class BalanceQuestion {
    @QueryParam("asOf")
    @Parameter(
            description = "With what had happened by then: an instant (RFC 3339), or a date: its end; absent: with all")
    @Nullable
    String asOf;

    @QueryParam("knownAt")
    @Parameter(
            description =
                    "With what had been written down by then: an instant (RFC 3339), or a date: its end; absent: with all")
    @Nullable
    String knownAt;

    /** What the parameters ask for. */
    record Asked(@Nullable Instant asOf, @Nullable Instant knownAt) {}

    /** Reads them among others; the caller checks. */
    Asked read(QueryParameters parameters, ZoneId zone) {
        return new Asked(parameters.until("asOf", asOf, zone), parameters.until("knownAt", knownAt, zone));
    }
}
