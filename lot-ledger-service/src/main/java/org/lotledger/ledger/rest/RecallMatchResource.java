package org.lotledger.ledger.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.rest.JsonBody;
import org.lotledger.eventsourcing.rest.Role;
import org.lotledger.eventsourcing.store.EventSourcingSettings;
import org.lotledger.ledger.notice.KnownLot;
import org.lotledger.ledger.notice.Notice;
import org.lotledger.ledger.notice.NoticeMatch;
import org.lotledger.ledger.persistence.NoticeLots;

/** Public notices, compared with our lots. A question: it changes nothing, and needs no key for a retry. */
@Path("/recalls/match")
@Tag(name = "Traces and recalls")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CATALOG_MANAGER, Role.RECEIVER, Role.SHIPPER, Role.QUALITY, Role.AUDITOR})
public class RecallMatchResource {
    private final JsonBody bodies;
    private final EventSourcingSettings settings;
    private final NoticeLots lots;

    public RecallMatchResource(JsonBody bodies, EventSourcingSettings settings, NoticeLots lots) {
        this.bodies = bodies;
        this.settings = settings;
        this.lots = lots;
    }

    /**
     * The lots by how sure it is that the notice means them.
     *
     * @param cutOff null: all lots were looked at; else why not
     */
    public record Match(
            List<NoticeMatch.Found> hits,
            List<NoticeMatch.Found> possible,
            List<NoticeMatch.Found> excluded,
            @Nullable String cutOff) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Which lots of ours a notice names, may name, and names but excludes, with the words that say so")
    @RequestBodySchema(RecallNotice.class)
    public Uni<Match> match(byte @Nullable [] body) {
        RecallNotice request = bodies.read(
                Objects.requireNonNullElseGet(body, () -> new byte[0]),
                settings.request().bodyBytesMax(),
                RecallNotice.class);
        Notice notice = Notice.read(request.text());
        return lots.candidates(notice).map(found -> {
            List<KnownLot> shown = found.subList(0, Math.min(found.size(), NoticeLots.LOTS_MAX));
            NoticeMatch match = NoticeMatch.of(notice, shown);
            return new Match(
                    match.hits(),
                    match.possible(),
                    match.excluded(),
                    found.size() <= NoticeLots.LOTS_MAX
                            ? null
                            : String.format(
                                    Locale.ROOT,
                                    "More than %,d lots could be meant; only so many were looked at.",
                                    NoticeLots.LOTS_MAX));
        });
    }
}
