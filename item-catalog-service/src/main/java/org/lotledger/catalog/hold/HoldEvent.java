package org.lotledger.catalog.hold;

/** What has happened to a hold. Each event carries all that others are told of it. */
public sealed interface HoldEvent {

    /** The lot was put on hold. */
    record HoldPlaced(HoldContent content) implements HoldEvent {}

    /**
     * The hold ended.
     *
     * @param placingEvent id of the public event that told others of the hold
     */
    record HoldReleased(HoldContent content, Release release, String placingEvent) implements HoldEvent {}
}
