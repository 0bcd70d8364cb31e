package org.lotledger.events;

import org.jspecify.annotations.Nullable;

/**
 * Who delivered goods to us or got them from us.
 *
 * @param role supplier or customer
 * @param code our number for the partner
 * @param name as on the document; null if unknown
 * @param gln Global Location Number, 13 digits (GS1 General Specifications, AI (410) to (417)); null if unknown
 */
public record Party(
        PartyRole role,
        String code,
        @Nullable String name,
        @Nullable String gln) {

    public Party {
        Invariant.present(role, "party.role");
        Invariant.code(code, "party.code");
        Invariant.textOrNull(name, "party.name");
        Invariant.codeOrNull(gln, "party.gln");
    }
}
