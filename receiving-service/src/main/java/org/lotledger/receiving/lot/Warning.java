package org.lotledger.receiving.lot;

/**
 * Something odd about a document that does not forbid it.
 *
 * @param pointer JSON pointer into the document as it is shown
 * @param detail a sentence with the thing and the values
 */
public record Warning(Code code, String pointer, String detail) {

    /** What may be odd. */
    public enum Code {
        /** A lot number that is easily taken for that of another lot of the item. */
        SIMILAR_LOT
    }
}
