package org.lotledger.events;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The name of a lot in keys and URLs, computed from its item and lot number: the same everywhere without asking anyone.
 * A UUID version 5 (RFC 9562 section 5.5) over UTF-8 of itemCode, U+001F, lot number; an unnamed lot has the empty string.
 */
public final class LotId {

    /** RFC 9562 section 6.6. */
    private static final UUID URL_NAMESPACE = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

    /** Stands before every name, so that our names never meet those of others. */
    public static final UUID NAMESPACE = version5(URL_NAMESPACE, "https://lotledger.org/lot");

    /** No item code and no lot number contains it, so two different pairs never join to one name. */
    private static final char SEPARATOR = '\u001F';

    private LotId() {}

    /** The lot of this item; the one unnamed lot of an untracked item if {@code lotNumber} is null. */
    public static UUID of(String itemCode, @Nullable LotNumber lotNumber) {
        return version5(NAMESPACE, itemCode + SEPARATOR + (lotNumber == null ? "" : lotNumber.value()));
    }

    public static UUID ofUntracked(String itemCode) {
        return of(itemCode, null);
    }

    private static UUID version5(UUID namespace, String name) {
        MessageDigest sha1;
        try {
            sha1 = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
        sha1.update(ByteBuffer.allocate(16)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .flip());
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & ~0xF000L) | 0x5000L; // version 5
        long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L; // the RFC's variant
        return new UUID(high, low);
    }
}
