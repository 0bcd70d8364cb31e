package org.lotledger.eventsourcing.decider;

import java.util.List;

/** The outcome of a command: accepted with events, or refused with reasons. */
public sealed interface Decision<E> {

    /** The facts to write; empty when the command asks for what already is so. */
    record Accepted<E>(List<E> events) implements Decision<E> {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /** All reasons at once, never none; nothing is written. */
    record Refused<E>(List<Violation> violations) implements Decision<E> {
        public Refused {
            violations = List.copyOf(violations);
            if (violations.isEmpty()) {
                throw new IllegalArgumentException("a refusal names its reasons");
            }
        }
    }

    static <E> Decision<E> accept(E event) {
        return new Accepted<>(List.of(event));
    }

    static <E> Decision<E> accept(List<E> events) {
        return new Accepted<>(events);
    }

    static <E> Decision<E> refuse(List<Violation> violations) {
        return new Refused<>(violations);
    }

    static <E> Decision<E> refuse(RefusalCode code, String pointer, String detail) {
        return new Refused<>(List.of(new Violation(code, pointer, detail)));
    }
}
