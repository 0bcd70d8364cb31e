package org.lotledger.eventsourcing.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses headers that cannot be read before content is negotiated with them, where they would count as a bug of ours. */
@ApplicationScoped
public class ReadableHeaders {

    @ServerRequestFilter(preMatching = true)
    public void check(ContainerRequestContext request) {
        try {
            request.getAcceptableMediaTypes();
        } catch (RuntimeException e) {
            throw new ProblemException(ProblemCode.MALFORMED, "The header Accept is no list of media types.");
        }
        try {
            request.getMediaType();
        } catch (RuntimeException e) {
            throw new ProblemException(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "The header Content-Type is no media type.");
        }
    }
}
