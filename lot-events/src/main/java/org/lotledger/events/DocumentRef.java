package org.lotledger.events;

import org.jspecify.annotations.Nullable;

/**
 * The document that an event comes from.
 *
 * @param type which kind of document
 * @param number as the service that keeps it numbers it; unique within its type and service
 * @param line lineNumber on the document, at least 1; null where the document has no lines
 */
public record DocumentRef(
        DocumentType type, String number, @Nullable Integer line) {

    public DocumentRef {
        Invariant.present(type, "document.type");
        Invariant.code(number, "document.number");
        Invariant.that(line == null || line >= 1, "document.line must be at least 1, is " + line);
    }
}
