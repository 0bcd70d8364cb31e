package org.lotledger.catalog.rest;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A text to read.
 *
 * @param text as the scanner sent it or a person typed it; separators as GS (U+001D)
 */
public record ScanRequest(
        @NotNull @Size(min = 1, max = ScanRequest.TEXT_MAX, message = TEXT_WORDS)
        String text) {

    /** UTF-16 units: more than most symbols hold, and the longest web address that is sure to work everywhere. */
    static final int TEXT_MAX = 2_000;

    private static final String TEXT_WORDS = "must be 1 to " + TEXT_MAX + " characters.";
}
