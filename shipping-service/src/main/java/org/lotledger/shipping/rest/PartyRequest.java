package org.lotledger.shipping.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Address;
import org.lotledger.events.PartyRole;
import org.lotledger.eventsourcing.rest.FieldRules;
import org.lotledger.shipping.shipment.Partner;

/**
 * Who gets the goods.
 *
 * @param role CUSTOMER or SUPPLIER, as the purpose wants it; may be left out
 * @param gln 13 digits
 */
public record PartyRequest(
        @Nullable PartyRole role,

        @NotNull @Pattern(regexp = FieldRules.TEXT_200, message = FieldRules.TEXT_200_WORDS)
        String code,

        @Pattern(regexp = FieldRules.TEXT_200, message = FieldRules.TEXT_200_WORDS) @Nullable
        String name,

        @Pattern(regexp = FieldRules.GLN, message = FieldRules.GLN_WORDS) @Nullable
        String gln,

        @Valid @Nullable AddressRequest address) {

    /** Where they are. */
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
            String phone) {}

    static PartyRequest of(Partner partner) {
        Address address = partner.address();
        return new PartyRequest(
                null,
                partner.code(),
                partner.name(),
                partner.gln(),
                address == null
                        ? null
                        : new AddressRequest(
                                address.street(),
                                address.city(),
                                address.state(),
                                address.postalCode(),
                                address.country(),
                                address.phone()));
    }

    Partner toPartner() {
        return new Partner(
                code,
                name,
                gln,
                address == null
                        ? null
                        : new Address(
                                address.street(),
                                address.city(),
                                address.state(),
                                address.postalCode(),
                                address.country(),
                                address.phone()));
    }
}
