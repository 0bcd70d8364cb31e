package org.lotledger.eventsourcing.rest;

import java.util.List;
import java.util.Map;
import org.lotledger.eventsourcing.decider.Violation;

/** Ends a request with a problem document. */
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;
    private final transient Map<String, String> headers;

    private ProblemException(Problem problem, Map<String, String> headers) {
        super(problem.code() + ": " + problem.detail());
        this.problem = problem;
        this.headers = headers;
    }

    public ProblemException(ProblemCode code, String detail) {
        this(code, "", detail);
    }

    public ProblemException(ProblemCode code, String pointer, String detail) {
        this(code, pointer, detail, code.status() == 503 ? Map.of("Retry-After", "1") : Map.of());
    }

    public ProblemException(ProblemCode code, String pointer, String detail, Map<String, String> headers) {
        this(Problem.of(code.status(), List.of(new Violation(code, pointer, detail))), headers);
    }

    /** The same, and the document as it is now. */
    ProblemException withCurrent(Object document) {
        return new ProblemException(problem.withCurrent(document), headers);
    }

    /** The same, and the ways in which the request can be meant. */
    public ProblemException withCandidates(List<?> candidates) {
        return new ProblemException(problem.withCandidates(candidates), headers);
    }

    /** Several mistakes in the fields of one request. */
    public static ProblemException ofFields(List<Violation> violations) {
        return new ProblemException(Problem.of(422, violations), Map.of());
    }

    public Problem problem() {
        return problem;
    }

    Map<String, String> headers() {
        return headers;
    }
}
