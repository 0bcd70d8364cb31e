package org.lotledger.catalog.scan;

/**
 * An AI and its value, and where the value stands.
 *
 * @param position of the value in the text, in UTF-16 units from 0
 */
record Placed(Ai ai, String value, int position) {
    Element element() {
        return new Element(ai.code(), value);
    }
}
