package org.lotledger.eventsourcing.decider;

/**
 * The behaviour of one kind of document as three pure functions.
 *
 * @param <C> the sealed parent of its commands; a command carries everything that its decision needs
 * @param <S> its state: what some later decision reads, nothing more
 * @param <E> the sealed parent of its events
 */
public interface Decider<C, S, E> {

    /** The state before the first event. */
    S initial();

    /** The state after one more event; never validates and never throws on history. */
    S evolve(S state, E event);

    /** The new events that the command makes, or every reason why it may not. */
    Decision<E> decide(S state, C command);

    /** The state after these events, applied in order to the given one. */
    default S evolveAll(S state, Iterable<? extends E> events) {
        S evolved = state;
        for (E event : events) {
            evolved = evolve(evolved, event);
        }
        return evolved;
    }
}
