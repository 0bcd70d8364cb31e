package org.lotledger.events;

import org.jspecify.annotations.Nullable;

/**
 * Where a place is, as a letter would need it.
 *
 * @param street with the number
 * @param city town or city
 * @param state state or province; null where addresses have none
 * @param postalCode null where addresses have none
 * @param country ISO 3166-1 alpha-2 code or free text
 * @param phone null if not given
 */
public record Address(
        String street,
        String city,
        @Nullable String state,
        @Nullable String postalCode,
        String country,
        @Nullable String phone) {

    public Address {
        Invariant.text(street, "address.street");
        Invariant.text(city, "address.city");
        Invariant.textOrNull(state, "address.state");
        Invariant.textOrNull(postalCode, "address.postalCode");
        Invariant.text(country, "address.country");
        Invariant.textOrNull(phone, "address.phone");
    }
}
