package org.lotledger.ledger.fsma;

import org.jspecify.annotations.Nullable;

/**
 * Who or where: one of our places, or a partner. What is not known is null.
 *
 * @param code ours for it; null when nothing is known
 * @param gln Global Location Number
 * @param street with the number
 */
public record Place(
        @Nullable String code,
        @Nullable String name,
        @Nullable String gln,
        @Nullable String phone,
        @Nullable String street,
        @Nullable String city,
        @Nullable String state,
        @Nullable String postalCode,
        @Nullable String country) {

    /** Nobody knows. */
    public static final Place UNKNOWN = new Place(null, null, null, null, null, null, null, null, null);

    /** A business partner: events of lots carry no address. */
    public static Place partner(String code, @Nullable String name, @Nullable String gln) {
        return new Place(code, name, gln, null, null, null, null, null, null);
    }

    /** What people call it. */
    @Nullable
    String shownName() {
        return name == null ? code : name;
    }

    /** What tells it from others of its name. */
    @Nullable
    String shownId() {
        return gln == null ? code : gln;
    }
}
