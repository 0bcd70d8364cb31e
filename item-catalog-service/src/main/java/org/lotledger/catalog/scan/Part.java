package org.lotledger.catalog.scan;

/**
 * A part of an AI's value. Only the last part of a value may vary in length, and after an optional part all are optional.
 *
 * @param lengthMin characters, at least 1
 * @param lengthMax characters
 * @param optional whether the value may end before it
 */
record Part(Alphabet alphabet, int lengthMin, int lengthMax, Content content, boolean optional) {

    static Part digits(int length) {
        return digits(length, Content.ANYTHING);
    }

    static Part digits(int length, Content content) {
        return new Part(Alphabet.DIGITS, length, length, content, false);
    }

    static Part digitsUpTo(int lengthMax) {
        return new Part(Alphabet.DIGITS, 1, lengthMax, Content.ANYTHING, false);
    }

    static Part text(int length) {
        return new Part(Alphabet.SET_82, length, length, Content.ANYTHING, false);
    }

    static Part textUpTo(int lengthMax) {
        return ofUpTo(Alphabet.SET_82, lengthMax);
    }

    static Part ofUpTo(Alphabet alphabet, int lengthMax) {
        return new Part(alphabet, 1, lengthMax, Content.ANYTHING, false);
    }

    Part orNothing() {
        return new Part(alphabet, lengthMin, lengthMax, content, true);
    }

    Part being(Content meaning) {
        return new Part(alphabet, lengthMin, lengthMax, meaning, optional);
    }
}
