package org.lotledger.catalog.rest;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.lotledger.eventsourcing.rest.FieldRules;

/** The end of a hold, with the reason in the words of the one who ends it. */
public record ReleaseRequest(
        @NotNull @Pattern(regexp = FieldRules.TEXT_500, message = FieldRules.TEXT_500_WORDS)
        String reason) {}
