package org.lotledger.ledger.verification;

import java.time.Duration;
import org.lotledger.events.Source;
import org.lotledger.ledger.proof.Difference;
import org.lotledger.ledger.writers.MappingPage;
import org.lotledger.ledger.writers.Writers;

/** Has the writers compare their private events with what they announced: only they see them. */
final class MappingComparison {
    private static final Duration PAGE_TIMEOUT = Duration.ofMinutes(2);

    private final Writers writers;
    private final Findings findings;
    private final Runnable heartbeat;

    MappingComparison(Writers writers, Findings findings, Runnable heartbeat) {
        this.writers = writers;
        this.findings = findings;
        this.heartbeat = heartbeat;
    }

    /** All private events of one writer; waits. */
    void compare(Source source) {
        String cursor = null;
        do {
            heartbeat.run();
            MappingPage page = writers.mapping(source, cursor).await().atMost(PAGE_TIMEOUT);
            page.differences().forEach(difference -> findings.add(told(source, difference)));
            cursor = page.nextCursor();
        } while (cursor != null);
    }

    private static Difference told(Source source, MappingPage.Difference difference) {
        return new Difference(
                Difference.Kind.MAPPING,
                difference.stream(),
                source.wireName(),
                null,
                null,
                "event " + difference.version() + " of the stream: " + difference.detail(),
                null,
                difference.eventId());
    }
}
