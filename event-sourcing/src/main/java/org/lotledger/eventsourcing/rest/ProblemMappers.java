package org.lotledger.eventsourcing.rest;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.eventsourcing.store.Refusal;
import org.lotledger.eventsourcing.store.WrongExpectedVersion;

/** Every failure as a problem document; what is nobody's fault but ours says so, and the log has the rest. */
@ApplicationScoped
public class ProblemMappers {
    /** Severities at which PostgreSQL closes a connection, or does not open one. */
    private static final Set<String> SESSION_ENDED = Set.of("FATAL", "PANIC");

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    /** SQLSTATE classes of a server that is away, starting, stopping or out of resources. */
    private static final Set<String> OUTAGE_CLASSES = Set.of("08", "53", "57", "58");

    /**
     * The beginnings of what the database client says of a lost connection. It has no types for them: a wrong number of
     * parameters, which is a bug of ours, comes as the same type.
     */
    private static final List<String> OUTAGE_WORDS =
            List.of("Connection is not active now", "Pending requests failed to be sent", "Connection was closed");

    /** With this begins what the pool says when no connection became free in time; it has no type for it. */
    private static final String SATURATION_WORD = "Timeout";

    /** SQLSTATE of a text with a character that PostgreSQL has no place for. */
    private static final String NOT_STORABLE = "22021";

    private final MeterRegistry metrics;

    public ProblemMappers(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    @ServerExceptionMapper
    public Response problem(ProblemException refused) {
        return answer(refused.problem(), refused.headers());
    }

    @ServerExceptionMapper
    public Response refusal(Refusal refused) {
        return answer(Problem.ofRefusal(refused.violations()), Map.of());
    }

    @ServerExceptionMapper
    public Response lostRace(WrongExpectedVersion lost) {
        return problem(new ProblemException(
                ProblemCode.OVERLOADED, "The document is being changed by many at once; please try again."));
    }

    /** What the framework refuses by itself: unknown paths, wrong methods, wrong media types. */
    @ServerExceptionMapper
    public Response framework(WebApplicationException refused) {
        int status = refused.getResponse().getStatus();
        ProblemCode code = switch (status) {
            case 400 -> ProblemCode.MALFORMED;
            case 401 -> ProblemCode.UNAUTHENTICATED;
            case 403 -> ProblemCode.FORBIDDEN;
            case 413 -> ProblemCode.TOO_LARGE;
            case 415 -> ProblemCode.UNSUPPORTED_MEDIA_TYPE;
            default -> status < 500 ? ProblemCode.NOT_FOUND : ProblemCode.INTERNAL;
        };
        String detail = switch (status) {
            case 405 -> "This resource has no such method.";
            case 406 -> "This resource has no representation of the accepted types.";
            case 415 -> "The body must be of the documented content type.";
            default ->
                code == ProblemCode.NOT_FOUND ? "There is nothing at this path." : String.valueOf(refused.getMessage());
        };
        return answer(Problem.of(status, List.of(new Violation(code, "", detail))), Map.of());
    }

    @ServerExceptionMapper
    public Response nobody(UnauthorizedException refused) {
        return unauthenticated("Bearer", "This call needs a bearer token (Authorization: Bearer …).");
    }

    /** Why a token is refused is told to no one who may be trying; the log has it, at level DEBUG. */
    @ServerExceptionMapper
    public Response stranger(AuthenticationFailedException refused) {
        return unauthenticated("Bearer error=\"invalid_token\"", "The bearer token is not valid here, or no longer.");
    }

    private Response unauthenticated(String challenge, String detail) {
        return problem(new ProblemException(
                ProblemCode.UNAUTHENTICATED, "", detail, Map.of(HttpHeaders.WWW_AUTHENTICATE, challenge)));
    }

    @ServerExceptionMapper
    public Response notAllowed(ForbiddenException refused) {
        return problem(new ProblemException(ProblemCode.FORBIDDEN, "The caller has no role that allows this call."));
    }

    @ServerExceptionMapper
    public Response noIssuer(OIDCException away) {
        LOG.warnf("the issuer of tokens is unreachable: %s", away.toString());
        return problem(new ProblemException(
                ProblemCode.PEER_UNREACHABLE, "The issuer of tokens must be asked and does not answer: try again."));
    }

    @ServerExceptionMapper
    public Response anything(Throwable failure) {
        if (failure instanceof PgException refused && NOT_STORABLE.equals(refused.getSqlState())) {
            return problem(new ProblemException(
                    ProblemCode.FIELD_INVALID, "A text of the request has a character that cannot be kept (U+0000)."));
        }
        if (isSaturation(failure)) {
            return problem(new ProblemException(
                    ProblemCode.OVERLOADED,
                    "No connection to the database became free in time; nothing was done. Please try again."));
        }
        if (isOutage(failure)) {
            LOG.warnf("the store is unreachable: %s", failure.toString());
            return problem(new ProblemException(
                    ProblemCode.STORE_UNREACHABLE,
                    "The database does not answer. Whether a command that was under way took effect is not known: "
                            + "repeat it with the same Idempotency-Key."));
        }
        LOG.error("a request failed on a bug", failure);
        return problem(new ProblemException(ProblemCode.INTERNAL, "The service failed on this request."));
    }

    /** Whether the failure says that the database is away or has no time, rather than that it refused something. */
    public static boolean isOutage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException refused) {
                if (SESSION_ENDED.contains(String.valueOf(refused.getSeverity()))) {
                    // Whatever the reason is called: no statement was judged, there was no session, or it was ended.
                    return true;
                }
                return isOutage(refused.getSqlState());
            }
            if (cause instanceof SQLException refused && isOutage(refused.getSQLState())) {
                return true;
            }
            if (cause instanceof IOException
                    || cause instanceof TimeoutException
                    || cause instanceof ClosedConnectionException
                    || saysOneOf(OUTAGE_WORDS, cause)) {
                return true;
            }
        }
        return isSaturation(failure);
    }

    private static boolean isOutage(@Nullable String sqlState) {
        return sqlState != null && sqlState.length() == 5 && OUTAGE_CLASSES.contains(sqlState.substring(0, 2));
    }

    /** Whether nothing was sent to the database because all connections were taken, by too many or for too long. */
    static boolean isSaturation(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectionPoolTooBusyException || saysThatNoConnectionBecameFree(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean saysThatNoConnectionBecameFree(Throwable failure) {
        String message = failure.getMessage();
        return (failure instanceof NoStackTraceThrowable || failure instanceof VertxException)
                && message != null
                && message.startsWith(SATURATION_WORD);
    }

    private static boolean saysOneOf(List<String> words, Throwable failure) {
        String message = failure.getMessage();
        return message != null && words.stream().anyMatch(message::startsWith);
    }

    private Response answer(Problem problem, Map<String, String> headers) {
        metrics.counter("lots_refusals_total", "code", problem.code()).increment();
        Response.ResponseBuilder answer =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        headers.forEach(answer::header);
        return answer.build();
    }
}
