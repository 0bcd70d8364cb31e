package org.lotledger.catalog.hold;

import java.time.Instant;

/**
 * The end of a hold.
 *
 * @param reason in the words of the one who released it, at most 500 characters
 * @param releasedAt when it was written down, not before the hold
 * @param releasedBy subject of the token of who released it
 */
public record Release(String reason, Instant releasedAt, String releasedBy) {}
