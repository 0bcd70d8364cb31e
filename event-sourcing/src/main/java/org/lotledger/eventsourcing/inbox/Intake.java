package org.lotledger.eventsourcing.inbox;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a service does with the events of one topic. Called inside the transaction that also keeps the offsets. */
public sealed interface Intake<E> permits SequencedIntake, LatestIntake {

    /** The topic. */
    String topic();

    /** The sources whose events it applies. */
    Set<String> sources();

    /** The sources whose events it passes over, its own among them; any other source is garbage. */
    Set<String> sourcesPassedOver();

    /**
     * The event in a record.
     *
     * @throws Unreadable when there is none
     */
    E read(String type, byte[] body);

    /** The id that the event itself bears. */
    String eventId(E event);

    /** The hash of the predecessor that the event names; null for the first of its key. */
    @Nullable
    String previousHash(E event);

    /** What the event was decided on, by source. */
    Map<String, Long> basedOn(E event);
}
