package org.lotledger.eventsourcing.store;

import java.util.List;
import java.util.function.BiFunction;
import org.lotledger.eventsourcing.decider.Decider;

/**
 * A kind of event-sourced document: its rules, how its events are kept, and what others are told of them.
 *
 * @param name the prefix of its streams ({@code receipt:R-1})
 * @param decider its rules
 * @param codec how its private events are kept
 * @param announcements the public events that one private event makes; a pure function, so that it can be repeated
 */
public record Aggregate<C, S, E>(
        String name, Decider<C, S, E> decider, EventCodec<E> codec, BiFunction<E, Stamp, List<Draft>> announcements) {

    /** The name of the stream of one document. */
    public String stream(String id) {
        return name + ":" + id;
    }
}
