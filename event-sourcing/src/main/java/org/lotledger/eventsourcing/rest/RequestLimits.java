package org.lotledger.eventsourcing.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.lotledger.eventsourcing.store.EventSourcingSettings;
import org.lotledger.eventsourcing.watch.Gauges;

/**
 * What a service takes on, judged by a request's head before anything is read or done: bodies of the documented size,
 * within a time, and so many requests at once. Health and metrics ({@code /q}) are always answered.
 */
@ApplicationScoped
public class RequestLimits {
    /** Before Quarkus's own limit of all bodies, whose refusal is no problem document. */
    private static final int BEFORE_UPLOAD_LIMIT = -3;

    /** Behind it: there it notes the limit of a body that does not tell its length, and here that of the path. */
    private static final int BEHIND_UPLOAD_LIMIT = -1;

    private static final String IMPORTS = "/imports/";
    private static final String OPERATIONS = "/q/";

    private static final long SWEEP_MILLIS = 1_000;

    private final EventSourcingSettings.Request settings;
    private final Vertx vertx;
    private final ObjectMapper json;
    private final MeterRegistry metrics;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Set<HttpServerResponse> places = ConcurrentHashMap.newKeySet();
    private long sweep;

    public RequestLimits(
            EventSourcingSettings settings, Vertx vertx, ObjectMapper json, MeterRegistry metrics, Gauges gauges) {
        this.settings = settings.request();
        this.vertx = vertx;
        this.json = json;
        this.metrics = metrics;
        gauges.show("lots_requests_in_flight", "Requests that are being answered", inFlight::get);
    }

    void stop(@Observes ShutdownEvent stopping) {
        vertx.cancelTimer(sweep);
    }

    void install(@Observes Router router) {
        sweep = vertx.setPeriodic(SWEEP_MILLIS, tick -> freePlacesOfTheGone());
        router.route().order(BEFORE_UPLOAD_LIMIT).handler(this::judge);
        router.route().order(BEHIND_UPLOAD_LIMIT).handler(context -> {
            if (context.get(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY) != null) {
                context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, bytesMax(context));
            }
            context.next();
        });
    }

    private void judge(RoutingContext context) {
        if (pathOf(context).startsWith(OPERATIONS)) {
            context.next();
            return;
        }
        long bytes = contentLength(context.request());
        if (bytes > bytesMax(context)) {
            refuse(
                    context,
                    new ProblemException(
                            ProblemCode.TOO_LARGE,
                            "The body has " + bytes + " bytes, at most " + bytesMax(context) + " are read."));
            return;
        }
        if (inFlight.incrementAndGet() > settings.inFlightMax()) {
            inFlight.decrementAndGet();
            refuse(
                    context,
                    new ProblemException(
                            ProblemCode.OVERLOADED,
                            "The service is working on " + settings.inFlightMax()
                                    + " requests, which is all that it takes on at once; nothing was done."));
            return;
        }
        HttpServerResponse response = context.response();
        places.add(response);
        Runnable leave = () -> leave(response);
        context.addEndHandler(ended -> leave.run());
        if (hasBody(context.request())) {
            long timer = limitTime(
                    context.request(),
                    isImport(context) ? settings.importMillisMax() : settings.bodyMillisMax(),
                    leave);
            context.addEndHandler(ended -> vertx.cancelTimer(timer));
        }
        context.next();
    }

    /** Once for each, however often it is told: a connection that breaks is told as a failure and as an end. */
    private void leave(HttpServerResponse response) {
        if (places.remove(response)) {
            inFlight.decrementAndGet();
        }
    }

    /**
     * Who hangs up in the very moment when the answer is being written is told to nobody: the writer has put its own
     * handlers in the place of ours.
     */
    private void freePlacesOfTheGone() {
        places.stream()
                .filter(response -> response.ended() || response.closed())
                .toList()
                .forEach(this::leave);
    }

    /** Who sends a body too slowly is cut off: there is no answer to a request that has not come. */
    private long limitTime(HttpServerRequest request, long millisMax, Runnable leave) {
        return vertx.setTimer(millisMax, late -> {
            if (!request.isEnded()) {
                // Nobody is told of the end of a request that never came.
                leave.run();
                request.connection().close();
            }
        });
    }

    private void refuse(RoutingContext context, ProblemException refusal) {
        metrics.counter("lots_refusals_total", "code", refusal.problem().code()).increment();
        refusal.headers().forEach(context.response()::putHeader);
        context.response().setStatusCode(refusal.problem().status()).putHeader("Content-Type", Problem.MEDIA_TYPE);
        if (hasBody(context.request())) {
            // Closing at once could take the answer from a caller who is still sending: the rest is read and dropped.
            limitTime(context.request(), settings.bodyMillisMax(), () -> {});
            context.request().resume();
        }
        context.response().end(Buffer.buffer(written(refusal.problem())));
    }

    private byte[] written(Problem problem) {
        try {
            return json.writeValueAsBytes(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem is texts and numbers", e);
        }
    }

    private long bytesMax(RoutingContext context) {
        return isImport(context) ? settings.importBytesMax() : settings.bodyBytesMax();
    }

    private static boolean isImport(RoutingContext context) {
        return pathOf(context).startsWith(IMPORTS);
    }

    private static String pathOf(RoutingContext context) {
        String path = context.request().path();
        return path == null ? "" : path;
    }

    private static boolean hasBody(HttpServerRequest request) {
        return contentLength(request) > 0 || request.headers().contains("Transfer-Encoding");
    }

    private static long contentLength(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        // The server has refused what is no number.
        return length == null ? 0 : Long.parseLong(length.trim());
    }
}
