package org.lotledger.eventsourcing.rest;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.store.EventId;
import org.lotledger.eventsourcing.store.EventSourcingSettings;

/**
 * Read your writes across services: every request may name events with {@code ?after=<eventId>} and is served once
 * they are applied here.
 */
@ApplicationScoped
public class AfterFilter {
    private final AppliedEvents applied;
    private final EventSourcingSettings.After settings;

    public AfterFilter(AppliedEvents applied, EventSourcingSettings settings) {
        this.applied = applied;
        this.settings = settings.after();
    }

    @ServerRequestFilter
    public @Nullable Uni<Response> await(ContainerRequestContext request) {
        List<String> named = request.getUriInfo().getQueryParameters().get("after");
        if (named == null || named.isEmpty()) {
            return null;
        }
        if (named.size() > settings.eventIdsMax()) {
            throw new ProblemException(
                    ProblemCode.FIELD_INVALID,
                    "/after",
                    named.size() + " events are named, at most " + settings.eventIdsMax() + " may be.");
        }
        List<EventId> events = new ArrayList<>();
        for (String text : named) {
            events.add(EventId.parse(text)
                    .orElseThrow(() -> new ProblemException(
                            ProblemCode.AFTER_UNKNOWN, "/after", "\"" + text + "\" is not the id of an event.")));
        }
        long deadline =
                System.nanoTime() + Duration.ofMillis(settings.waitMillisMax()).toNanos();
        return awaitEach(events, 0, deadline);
    }

    private Uni<Response> awaitEach(List<EventId> events, int index, long deadline) {
        if (index == events.size()) {
            return Uni.createFrom().nullItem();
        }
        EventId event = events.get(index);
        return applied.progress(event).flatMap(progress -> switch (progress) {
            case APPLIED -> awaitEach(events, index + 1, deadline);
            case NOT_YET -> waitAgain(events, index, deadline);
            case PARKED ->
                refuse(
                        ProblemCode.LOT_PARKED,
                        "Event " + event
                                + " waits behind a parked event of the same key, which a person must look at.");
            case NOT_CONSUMED ->
                refuse(
                        ProblemCode.AFTER_UNKNOWN,
                        "Event " + event + " is of a kind that never arrives at this service.");
        });
    }

    private Uni<Response> waitAgain(List<EventId> events, int index, long deadline) {
        if (System.nanoTime() >= deadline) {
            return refuse(
                    ProblemCode.NOT_YET_APPLIED,
                    "Event " + events.get(index) + " has not arrived here within " + settings.waitMillisMax() + " ms.");
        }
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(Duration.ofMillis(settings.pollIntervalMillis()))
                .flatMap(waited -> awaitEach(events, index, deadline));
    }

    private static Uni<Response> refuse(ProblemCode code, String detail) {
        return Uni.createFrom().failure(new ProblemException(code, "/after", detail));
    }
}
