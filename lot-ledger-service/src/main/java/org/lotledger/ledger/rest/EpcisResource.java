package org.lotledger.ledger.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.lotledger.eventsourcing.rest.Role;
import org.lotledger.ledger.LedgerSettings;

/** All histories as EPCIS 2.0 events (GS1). */
@Path("/epcis")
@Tag(name = "Exports")
@RolesAllowed({Role.CATALOG_MANAGER, Role.RECEIVER, Role.SHIPPER, Role.QUALITY, Role.AUDITOR})
public class EpcisResource {
    private static final String JSON_LD = "application/ld+json";

    private final EpcisPages pages;
    private final Clock clock;
    private final LedgerSettings settings;

    public EpcisResource(EpcisPages pages, Clock clock, LedgerSettings settings) {
        this.pages = pages;
        this.clock = clock;
        this.settings = settings;
    }

    @GET
    @Path("/events")
    @Produces({JSON_LD, MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Everything that happened, as EPCIS events",
            description =
                    "In the order in which it was recorded. An event never changes: what was wrong is declared wrong by"
                            + " a copy with errorDeclaration, and told anew. Parameters of EPCIS that are not listed are refused."
                            + " Several values of one parameter are separated by | or given by repeating it.")
    @Parameter(
            name = EpcisSearch.BIZ_STEP,
            in = ParameterIn.QUERY,
            description = "Business steps: the bare name, or as URI of the Core Business Vocabulary",
            schema = @Schema(type = SchemaType.STRING),
            example = "shipping|receiving")
    @Parameter(
            name = EpcisSearch.FROM,
            in = ParameterIn.QUERY,
            description = "Earliest eventTime: an instant (RFC 3339), or a date: from its beginning",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = EpcisSearch.BEFORE,
            in = ParameterIn.QUERY,
            description =
                    "The eventTime up to which, without itself: an instant (RFC 3339), or a date: to its beginning",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = EpcisSearch.CLASS,
            in = ParameterIn.QUERY,
            description = "URIs of lots; a GTIN without a lot number means all lots of the item",
            schema = @Schema(type = SchemaType.STRING),
            example = "https://id.gs1.org/01/04012345000016/10/104303%252F5")
    @Parameter(
            name = EpcisSearch.PER_PAGE,
            in = ParameterIn.QUERY,
            description = "1 to 500, default 30; a page may have fewer events, or none, and still not be the last",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = EpcisSearch.TOKEN,
            in = ParameterIn.QUERY,
            description = "Where to go on, from the Link header of the page before",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "An EPCISQueryDocument (https://ref.gs1.org/standards/epcis/epcis-json-schema.json)",
            headers =
                    @Header(
                            name = HttpHeaders.LINK,
                            description = "The next page, rel=\"next\"; absent at the end",
                            schema = @Schema(type = SchemaType.STRING)),
            content = {
                @Content(mediaType = JSON_LD, schema = @Schema(type = SchemaType.OBJECT)),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT))
            })
    public Uni<RestResponse<Map<String, Object>>> events(@Context UriInfo uri) {
        EpcisSearch.Asked asked = EpcisSearch.read(uri.getQueryParameters(), pages.ids(), settings.zone());
        return pages.page(asked).map(page -> {
            var answer = RestResponse.ResponseBuilder.ok(EpcisJson.document(
                            page.events(), pages.ids(), clock.instant().truncatedTo(ChronoUnit.MICROS)))
                    .header("GS1-EPCIS-Version", "2.0")
                    .header("GS1-CBV-Version", "2.0");
            if (page.nextPageToken() != null) {
                answer.header(HttpHeaders.LINK, "<" + next(uri, page.nextPageToken()) + ">; rel=\"next\"");
            }
            return answer.build();
        });
    }

    private static String next(UriInfo uri, String token) {
        return uri.getRequestUriBuilder()
                .replaceQueryParam(EpcisSearch.TOKEN, token)
                .build()
                .toString();
    }
}
