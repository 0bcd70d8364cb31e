package org.lotledger.eventsourcing.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.decider.RefusalCode;
import org.lotledger.eventsourcing.decider.Violation;

/**
 * A problem document (RFC 9457, {@code application/problem+json}).
 *
 * @param type {@code urn:lotledger:problem:<code-in-kebab-case>}
 * @param title the code in plain words
 * @param status the HTTP status
 * @param detail the first violation's sentence
 * @param code the first violation's code
 * @param violations everything that is wrong with the request, at once
 * @param current with DOCUMENT_CHANGED, the document as it is now; null with all others, and then left out
 * @param candidates where a request can be meant in more than one way, the ways; null with all others, and then left out
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        List<BrokenRule> violations,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Object current,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<?> candidates) {
    static final String MEDIA_TYPE = "application/problem+json";

    /** One violation as callers see it. */
    public record BrokenRule(String code, String pointer, String detail) {}

    static Problem of(int status, List<Violation> violations) {
        Violation first = violations.getFirst();
        String code = first.code().name();
        String words = code.toLowerCase(Locale.ROOT).replace('_', ' ');
        return new Problem(
                "urn:lotledger:problem:" + words.replace(' ', '-'),
                words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1),
                status,
                first.detail(),
                code,
                violations.stream()
                        .map(v -> new BrokenRule(v.code().name(), v.pointer(), v.detail()))
                        .toList(),
                null,
                null);
    }

    Problem withCurrent(Object document) {
        return new Problem(type, title, status, detail, code, violations, document, candidates);
    }

    Problem withCandidates(List<?> ways) {
        return new Problem(type, title, status, detail, code, violations, current, List.copyOf(ways));
    }

    /** The refusal of a command: mistakes in fields (422) come before broken rules (409). */
    static Problem ofRefusal(List<Violation> violations) {
        List<Violation> fields = violations.stream()
                .filter(v -> v.code().kind() == RefusalCode.Kind.FIELD)
                .toList();
        return fields.isEmpty() ? of(409, violations) : of(422, fields);
    }
}
