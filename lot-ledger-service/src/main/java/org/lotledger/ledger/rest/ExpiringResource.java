package org.lotledger.ledger.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.rest.Role;
import org.lotledger.ledger.LedgerSettings;
import org.lotledger.ledger.persistence.ExpiringStock;

/** What expires soon, or already has. */
@Path("/expiring")
@Tag(name = "Lots")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CATALOG_MANAGER, Role.RECEIVER, Role.SHIPPER, Role.QUALITY, Role.AUDITOR})
public class ExpiringResource {
    private static final List<Integer> DAYS_DEFAULT = List.of(30, 60, 90, 180);

    /** Each number makes one more bucket; nobody reads more. */
    private static final int NUMBERS_MAX = 12;

    /** A hundred years. */
    private static final int DAYS_MAX = 36_500;

    private static final Pattern DAYS = Pattern.compile("[0-9]{1,5}(,[0-9]{1,5})*");

    private final ExpiringStock stock;
    private final Clock clock;
    private final LedgerSettings settings;

    public ExpiringResource(ExpiringStock stock, Clock clock, LedgerSettings settings) {
        this.stock = stock;
        this.clock = clock;
        this.settings = settings;
    }

    @GET
    @Operation(summary = "What is in stock and expires, by the days that are left")
    public Uni<Expiring> expiring(
            @QueryParam("within")
                    @Parameter(description = "Up to 12 numbers of days, 0 to 36500, rising; default 30,60,90,180")
                    @Nullable
                    String within,
            @QueryParam("location") @Parameter(description = "Only what is there") @Nullable String location,
            @QueryParam("itemCode") @Nullable String itemCode) {
        QueryParameters parameters = new QueryParameters();
        List<Integer> asked = parameters.read(
                "within",
                within,
                "1 to " + NUMBERS_MAX + " rising numbers of days from 0 to " + DAYS_MAX + " with commas between",
                ExpiringResource::days);
        String place = parameters.code("location", location);
        String item = parameters.code("itemCode", itemCode);
        parameters.check();
        List<Integer> days = asked == null ? DAYS_DEFAULT : asked;
        LocalDate today = LocalDate.now(clock.withZone(settings.zone()));
        return stock.between(Expiring.dates(today, days), item, place).map(spans -> Expiring.of(today, days, spans));
    }

    private static Optional<List<Integer>> days(String text) {
        if (!DAYS.matcher(text).matches()) {
            return Optional.empty();
        }
        List<Integer> days =
                Arrays.stream(text.split(",", -1)).map(Integer::valueOf).toList();
        boolean rising = days.stream().sorted().distinct().toList().equals(days);
        return Optional.of(days).filter(d -> rising && d.size() <= NUMBERS_MAX && d.getLast() <= DAYS_MAX);
    }
}
