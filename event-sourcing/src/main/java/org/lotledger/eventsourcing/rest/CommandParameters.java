package org.lotledger.eventsourcing.rest;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.store.Traces;

/** What every command request carries besides its body. Fields are set by the framework. */
public class CommandParameters {
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** Names the request, so that a retry gets the first answer; null when the caller gives none. */
    @HeaderParam(IDEMPOTENCY_KEY)
    @Parameter(description = "Names the request: a retry with the same key and body gets the first answer (30 days)")
    public @Nullable String idempotencyKey;

    /** The ETag that the caller last saw of the document. */
    @HeaderParam("If-Match")
    @Parameter(description = "The ETag of the document; required where the document is changed")
    public @Nullable String ifMatch;

    /** W3C trace context, handed on to the public events of the command. */
    @HeaderParam("traceparent")
    @Parameter(hidden = true)
    public @Nullable String traceParent;

    @Context
    @Schema(hidden = true)
    public HttpHeaders headers;

    @Context
    @Schema(hidden = true)
    public UriInfo uri;

    @Context
    @Schema(hidden = true)
    public Request request;

    /** Looked at where the request is still with the framework: later steps may run elsewhere. */
    private final @Nullable String traced = Traces.current();

    private @Nullable Caller caller;

    /** The span of this request where tracing is on, else what the caller sent. */
    @Nullable
    String traceParent() {
        return traced == null ? traceParent : traced;
    }

    /** The key as it was sent; an empty one is none for the framework, and a mistake for us. */
    @Nullable
    String givenIdempotencyKey() {
        List<String> given = headers.getRequestHeader(IDEMPOTENCY_KEY);
        return given == null || given.isEmpty() ? null : String.join(",", given);
    }

    @SuppressWarnings("NullAway.Init") // The framework sets the fields.
    public CommandParameters() {}

    /** Who asks; first called while the request is still with the framework, which knows. */
    public Caller caller() {
        Caller known = caller;
        if (known == null) {
            known = new Caller(CurrentIdentityAssociation.current());
            caller = known;
        }
        return known;
    }
}
