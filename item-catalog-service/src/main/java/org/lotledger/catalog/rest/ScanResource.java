package org.lotledger.catalog.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.lotledger.catalog.persistence.ItemGtins;
import org.lotledger.catalog.scan.Scan;
import org.lotledger.catalog.scan.ScanProblem;
import org.lotledger.catalog.scan.ScanReader;
import org.lotledger.catalog.scan.ScanReading;
import org.lotledger.catalog.scan.ScanRefusal;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.eventsourcing.rest.JsonBody;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.eventsourcing.rest.Role;
import org.lotledger.eventsourcing.store.EventSourcingSettings;

/** What a scanner has read, in the words of the catalog. A question: it changes nothing, and needs no key for a retry. */
@Path("/scans")
@Tag(name = "Scans")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CATALOG_MANAGER, Role.RECEIVER, Role.SHIPPER, Role.QUALITY, Role.AUDITOR})
public class ScanResource {
    private static final String POINTER = "/text";

    private final JsonBody bodies;
    private final EventSourcingSettings settings;
    private final ItemGtins gtins;
    private final Clock clock;

    public ScanResource(JsonBody bodies, EventSourcingSettings settings, ItemGtins gtins, Clock clock) {
        this.bodies = bodies;
        this.settings = settings;
        this.gtins = gtins;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "Reads a GS1 text: element strings, a Digital Link or a bare GTIN; refused with the candidates if it"
                            + " can be read in more than one way")
    @RequestBodySchema(ScanRequest.class)
    public Uni<ScanAnswer> read(byte @Nullable [] body) {
        ScanRequest request = bodies.read(
                Objects.requireNonNullElseGet(body, () -> new byte[0]),
                settings.request().bodyBytesMax(),
                ScanRequest.class);
        return switch (ScanReader.read(request.text(), LocalDate.now(clock).getYear())) {
            case Scan.Read read -> answers(List.of(read.reading())).map(List::getFirst);
            case Scan.Ambiguous ambiguous ->
                answers(ambiguous.candidates()).map(candidates -> {
                    throw refusal(ambiguous).withCandidates(candidates);
                });
            case Scan.Invalid invalid -> throw ProblemException.ofFields(violations(invalid.problems()));
        };
    }

    private Uni<List<ScanAnswer>> answers(List<ScanReading> readings) {
        List<String> numbers = readings.stream()
                .map(ScanReading::gtin14)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return gtins.itemCodes(numbers)
                .map(itemCodes -> readings.stream()
                        .map(reading -> ScanAnswer.of(reading, itemCodes))
                        .toList());
    }

    private static ProblemException refusal(Scan.Ambiguous ambiguous) {
        List<Violation> violations = new ArrayList<>();
        violations.add(new Violation(ScanRefusal.SCAN_AMBIGUOUS, POINTER, ambiguous.reason()));
        violations.addAll(violations(ambiguous.problems()));
        return ProblemException.ofFields(violations);
    }

    private static List<Violation> violations(List<ScanProblem> problems) {
        return problems.stream()
                .map(problem -> new Violation(
                        ScanRefusal.SCAN_INVALID,
                        POINTER,
                        "At offset " + problem.position() + ": " + problem.sentence()))
                .toList();
    }
}
