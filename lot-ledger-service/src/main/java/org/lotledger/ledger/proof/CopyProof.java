package org.lotledger.ledger.proof;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Source;
import org.lotledger.ledger.proof.Difference.Kind;

/**
 * Compares the ledger's copy of one item or location with what the catalog announced. Only the latest state is copied, so
 * states in between may never have been.
 */
public final class CopyProof {
    private final String key;
    private final @Nullable LedgerCopy copy;
    private final Instant lagSince;
    private final Consumer<Difference> found;
    private final Chain chain;
    private boolean copied;
    private boolean overdue;

    /**
     * The comparison of one copy.
     *
     * @param copy null when the ledger has none
     * @param lagSince what was written down before it must have been copied
     */
    public CopyProof(String key, @Nullable LedgerCopy copy, Instant lagSince, Consumer<Difference> found) {
        this.key = key;
        this.copy = copy;
        this.lagSince = lagSince;
        this.found = found;
        this.chain = new Chain(found);
    }

    /** The next announcement of the item or location. */
    public void announced(Announcement announcement) {
        chain.next(announcement);
        long sequence = copy == null ? 0 : copy.sequence();
        if (announcement.sequence() == sequence && announcement.event() != null) {
            copied = true;
            LedgerCopy expected = LedgerCopy.of(announcement, announcement.event());
            if (!expected.equals(copy)) {
                tell(
                        Kind.CATALOG_COPY,
                        announcement.sequence(),
                        "copy",
                        expected.fields().toString(),
                        copy == null ? null : copy.fields().toString());
            }
        } else if (announcement.sequence() > sequence
                && announcement.recordedAt().isBefore(lagSince)
                && !overdue) {
            overdue = true;
            tell(
                    Kind.NOT_APPLIED,
                    announcement.sequence(),
                    "the last state copied, written down at " + announcement.recordedAt(),
                    "at least " + announcement.sequence(),
                    Long.toString(sequence));
        }
    }

    /** There is no more. */
    public void finish() {
        if (copy != null && !copied) {
            tell(
                    Kind.CATALOG_COPY,
                    copy.sequence(),
                    "a state that the catalog announced",
                    null,
                    copy.fields().toString());
        }
    }

    private void tell(Kind kind, long sequence, String detail, @Nullable String expected, @Nullable String actual) {
        found.accept(
                new Difference(kind, key, Source.ITEM_CATALOG.wireName(), sequence, null, detail, expected, actual));
    }
}
