package org.lotledger.ledger.rebuild;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HexFormat;
import org.jboss.logging.Logger;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.inbox.Inbox;
import org.lotledger.eventsourcing.inbox.ParkedRecord;
import org.lotledger.eventsourcing.rest.Cursor;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.eventsourcing.store.Announcements;
import org.lotledger.ledger.messaging.CatalogIntake;
import org.lotledger.ledger.messaging.LotIntake;
import org.lotledger.ledger.writers.Writers;

/** Parked records after a rebuild: what is in the new tables is let go, what is next now is applied. */
@ApplicationScoped
public class ParkedAfterRebuild {
    private static final Logger LOG = Logger.getLogger(ParkedAfterRebuild.class);
    private static final String FORK = "FORK";
    private static final Duration ALL_TIMEOUT = Duration.ofMinutes(10);

    private final Inbox inbox;
    private final LotIntake lots;
    private final CatalogIntake catalog;
    private final Writers writers;

    public ParkedAfterRebuild(Inbox inbox, LotIntake lots, CatalogIntake catalog, Writers writers) {
        this.inbox = inbox;
        this.lots = lots;
        this.catalog = catalog;
        this.writers = writers;
    }

    /** Tries again whatever is parked; blocks. */
    void settle() {
        inbox.tryParkedAgain(lots, this::mayHaveFoundItsPlace)
                .chain(done -> inbox.tryParkedAgain(catalog, this::mayHaveFoundItsPlace))
                .await()
                .atMost(ALL_TIMEOUT);
    }

    /**
     * An event of a second history would look like a repeat, now that others have come under its number: it stays parked
     * unless the writer's store has the very same event. If the writer does not answer, a person has to look, as before.
     */
    private Uni<Boolean> mayHaveFoundItsPlace(ParkedRecord entry) {
        Source source = entry.source() == null
                ? null
                : Source.byWireName(entry.source()).orElse(null);
        byte[] body = entry.record().body();
        if (!entry.reason().equals(FORK)) {
            return Uni.createFrom().item(true);
        }
        if (source == null || entry.key() == null || entry.sequence() == null || body == null) {
            return Uni.createFrom().item(false);
        }
        String hash = HexFormat.of().formatHex(Announcements.sha256(body));
        return writers.page(source, entry.key(), Cursor.after(entry.key(), Long.toString(entry.sequence() - 1)))
                .map(page -> !page.items().isEmpty()
                        && page.items().getFirst().hash().equals(hash))
                .onFailure(ProblemException.class)
                .invoke(away -> LOG.warnf("the parked record %d stays: %s", entry.id(), away.getMessage()))
                .onFailure(ProblemException.class)
                .recoverWithItem(false);
    }
}
