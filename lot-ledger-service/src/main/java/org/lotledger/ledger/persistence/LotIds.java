package org.lotledger.ledger.persistence;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads lot ids strictly: {@link UUID#fromString} also takes {@code 1-1-1-1-1}. */
public final class LotIds {
    private static final Pattern CANONICAL =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private LotIds() {}

    /** The lot id, or empty when the text is none in its one canonical form. */
    public static Optional<UUID> parse(String text) {
        return CANONICAL.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
