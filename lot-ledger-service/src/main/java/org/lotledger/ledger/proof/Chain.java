package org.lotledger.ledger.proof;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lotledger.ledger.proof.Difference.Kind;

/** Follows the announcements of one source and key, and tells where they are no unbroken chain of the bytes themselves. */
final class Chain {
    private final Consumer<Difference> found;
    private long lastSequence;
    private @Nullable String lastHash;

    Chain(Consumer<Difference> found) {
        this.found = found;
    }

    long lastSequence() {
        return lastSequence;
    }

    /** The next announcement in the writer's list. */
    void next(Announcement announcement) {
        if (announcement.sequence() != lastSequence + 1) {
            tell(
                    Kind.SEQUENCE_GAP,
                    announcement,
                    "sequence",
                    Long.toString(lastSequence + 1),
                    Long.toString(announcement.sequence()));
        } else if (announcement.event() != null
                && !Objects.equals(announcement.event().link().previousHash(), lastHash)) {
            tell(
                    Kind.CHAIN_BROKEN,
                    announcement,
                    "previousHash",
                    lastHash,
                    announcement.event().link().previousHash());
        }
        if (!announcement.hash().equals(announcement.hashStored())) {
            tell(
                    Kind.HASH_WRONG,
                    announcement,
                    "hash that the writer keeps",
                    announcement.hash(),
                    announcement.hashStored());
        }
        readable(announcement);
        lastSequence = announcement.sequence();
        lastHash = announcement.hash();
    }

    private void readable(Announcement announcement) {
        if (announcement.event() == null) {
            tell(Kind.UNREADABLE, announcement, String.valueOf(announcement.problem()), null, null);
            return;
        }
        String eventId = announcement.event().link().eventId();
        if (!eventId.equals(announcement.eventId())) {
            tell(Kind.UNREADABLE, announcement, "eventId", announcement.eventId(), eventId);
        }
        String topic = announcement.event().type().topic().wireName();
        if (!topic.equals(announcement.topic())) {
            tell(Kind.UNREADABLE, announcement, "topic", topic, announcement.topic());
        }
    }

    private void tell(
            Kind kind, Announcement announcement, String detail, @Nullable String expected, @Nullable String actual) {
        found.accept(new Difference(
                kind,
                announcement.key(),
                announcement.source().wireName(),
                announcement.sequence(),
                null,
                detail,
                expected,
                actual));
    }
}
