package org.lotledger.catalog.scan;

/**
 * An element string: an Application Identifier and its value.
 *
 * @param ai 2 to 4 digits
 * @param value as in the symbol, without brackets and separators; a GTIN always with 14 digits
 */
public record Element(String ai, String value) {
    /** As people write it: (10)ABC. */
    @Override
    public String toString() {
        return "(" + ai + ")" + value;
    }
}
