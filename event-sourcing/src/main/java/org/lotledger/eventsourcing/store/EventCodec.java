package org.lotledger.eventsourcing.store;

/** How one family of private events is kept: under a wire name that never changes, as JSON. */
public interface EventCodec<E> {

    /** The wire name of the event's type. */
    String typeOf(E event);

    /** The event as a JSON object. */
    String toJson(E event);

    /** The event read back; unknown fields are ignored so that old programs read newer events. */
    E fromJson(String type, String json);
}
