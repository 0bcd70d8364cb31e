package org.lotledger.ledger.rest;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.lotledger.ledger.notice.Notice;

/** A public notice as it was copied from a page or a letter. */
public record RecallNotice(
        @NotNull @Size(min = 1, max = Notice.CHARACTERS_MAX, message = "must have 1 to 20000 characters")
        String text) {}
