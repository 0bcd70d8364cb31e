package org.lotledger.ledger.verification;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.inbox.Position;
import org.lotledger.eventsourcing.store.EventId;
import org.lotledger.ledger.LedgerSettings;
import org.lotledger.ledger.persistence.AppliedHeads;
import org.lotledger.ledger.writers.WriterHead;
import org.lotledger.ledger.writers.WriterPage;
import org.lotledger.ledger.writers.Writers;

/**
 * Looks at all heads, and remembers from look to look which keys do not move. A head is read before the position it is
 * compared with, so a key may seem behind that has only moved in between: it is, when two looks see the same.
 */
final class HeadsComparison {
    private static final Logger LOG = Logger.getLogger(HeadsComparison.class);
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(1);

    /** The n-th time that the same event is asked for again comes 2^n waits later, so that it does no harm in vain. */
    private static final int DOUBLINGS_MAX = 10;

    private final AppliedHeads applied;
    private final Writers writers;
    private final LedgerSettings.Heads settings;
    private final Map<String, Suspect> suspects = new HashMap<>();
    private Map<String, Long> seemedBehind = new HashMap<>();

    HeadsComparison(AppliedHeads applied, Writers writers, LedgerSettings.Heads settings) {
        this.applied = applied;
        this.writers = writers;
        this.settings = settings;
    }

    /** A key that is ahead of what is applied: up to where that was, since when, and how often it was republished. */
    private record Suspect(long appliedSequence, Instant since, int republished) {}

    /**
     * What one look has seen, in keys.
     *
     * @param problem why a writer could not be looked at; null when all were
     */
    record Seen(
            long ahead,
            long behind,
            long forked,
            long republished,
            @Nullable RuntimeException problem) {}

    boolean hasSuspects() {
        return !suspects.isEmpty();
    }

    /** Compares all heads of all writers; waits. A writer that is away does not keep the others from being compared. */
    Seen look(Instant now) {
        Look look = new Look(now);
        RuntimeException problem = null;
        for (Source source : Source.values()) {
            try {
                look.at(source);
                suspects.keySet().removeIf(id -> id.startsWith(prefix(source)) && !look.aheadKeys.contains(id));
            } catch (RuntimeException e) {
                problem = e;
            }
        }
        seemedBehind = look.seemBehind;
        return new Seen(look.ahead, look.behind, look.forked, look.republished, problem);
    }

    private static String prefix(Source source) {
        return source.wireName() + ".";
    }

    /** One look and its counts. */
    private final class Look {
        private final Instant now;
        private final Map<String, Long> seemBehind = new HashMap<>();
        private final Set<String> aheadKeys = new HashSet<>();
        private long ahead;
        private long behind;
        private long forked;
        private long republished;

        Look(Instant now) {
            this.now = now;
        }

        void at(Source source) {
            String after = "";
            String cursor = null;
            do {
                WriterPage<WriterHead> page = await(writers.headPage(source, cursor));
                cursor = page.nextCursor();
                String upTo = cursor == null ? null : page.items().getLast().key();
                compare(source, page.items(), await(applied.between(source, after, upTo)));
                after = upTo == null ? after : upTo;
            } while (cursor != null);
        }

        private void compare(Source source, List<WriterHead> heads, Map<String, Position> positions) {
            for (WriterHead head : heads) {
                Position position = Objects.requireNonNullElse(positions.remove(head.key()), Position.START);
                String id = prefix(source) + head.key();
                if (head.sequence() > position.sequence()) {
                    ahead++;
                    ahead(source, head.key(), id, position.sequence());
                } else if (head.sequence() < position.sequence()) {
                    behind(id, head.sequence());
                } else if (position.hash() != null && !position.hash().equals(head.hash())) {
                    forked++;
                }
            }
            positions.keySet().forEach(key -> behind(prefix(source) + key, 0));
        }

        private void behind(String id, long headSequence) {
            if (seemBehind.size() < settings.keysMax()) {
                seemBehind.put(id, headSequence);
            }
            if (Objects.equals(seemedBehind.get(id), headSequence)) {
                behind++;
            }
        }

        private void ahead(Source source, String key, String id, long appliedSequence) {
            Suspect known = suspects.get(id);
            if (known == null && suspects.size() >= settings.keysMax()) {
                return;
            }
            aheadKeys.add(id);
            if (known == null || known.appliedSequence() != appliedSequence) {
                suspects.put(id, new Suspect(appliedSequence, now, 0));
            } else if (!known.since().plus(patience(known)).isAfter(now)) {
                republish(source, key, appliedSequence + 1);
                suspects.put(id, new Suspect(appliedSequence, now, known.republished() + 1));
            }
        }

        private Duration patience(Suspect suspect) {
            return Duration.ofMillis(settings.aheadMillis())
                    .multipliedBy(1L << Math.min(suspect.republished(), DOUBLINGS_MAX));
        }

        private void republish(Source source, String key, long sequence) {
            String from = new EventId(source.wireName(), key, sequence).toString();
            LOG.warnf("%s was announced and has not come: it is asked for again", from);
            try {
                await(writers.republish(source, from));
                republished++;
            } catch (RuntimeException e) {
                // The other keys are asked for all the same, and this one again.
                LOG.warnf("%s could not be asked for: %s", from, e);
            }
        }
    }

    private static <T extends @Nullable Object> T await(Uni<T> uni) {
        return uni.await().atMost(ANSWER_TIMEOUT);
    }
}
