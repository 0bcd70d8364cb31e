package org.lotledger.catalog.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.lotledger.catalog.location.Location;
import org.lotledger.catalog.location.LocationCommand.PutLocation;
import org.lotledger.events.Address;
import org.lotledger.eventsourcing.rest.FieldRules;

/**
 * A place, whole: what is left out is taken away.
 *
 * @param gln Global Location Number, 13 digits
 * @param netStock whether what lies here may go to customers; true when left out
 */
public record PutLocationRequest(
        @NotNull @Pattern(regexp = FieldRules.TEXT_200, message = FieldRules.TEXT_200_WORDS)
        String name,

        @Pattern(regexp = FieldRules.GLN, message = FieldRules.GLN_WORDS) @Nullable
        String gln,

        @Valid @Nullable AddressRequest address,
        @Nullable Boolean netStock) {

    /** Where it is, as a letter would need it. */
    public record AddressRequest(
            @NotNull @Pattern(regexp = FieldRules.TEXT_200, message = FieldRules.TEXT_200_WORDS)
            String street,

            @NotNull @Pattern(regexp = FieldRules.TEXT_200, message = FieldRules.TEXT_200_WORDS)
            String city,

            @Pattern(regexp = FieldRules.TEXT_200, message = FieldRules.TEXT_200_WORDS) @Nullable
            String state,

            @Pattern(regexp = FieldRules.TEXT_200, message = FieldRules.TEXT_200_WORDS) @Nullable
            String postalCode,

            @NotNull @Pattern(regexp = FieldRules.TEXT_200, message = FieldRules.TEXT_200_WORDS)
            String country,

            @Pattern(regexp = FieldRules.TEXT_200, message = FieldRules.TEXT_200_WORDS) @Nullable
            String phone) {

        Address toAddress() {
            return new Address(street, city, state, postalCode, country, phone);
        }
    }

    PutLocation toCommand(String location) {
        return new PutLocation(new Location(
                location, name, gln, address == null ? null : address.toAddress(), netStock == null || netStock));
    }
}
