package org.lotledger.catalog.scan;

/**
 * A stretch of a text without separators.
 *
 * @param start of its first character in the text, in UTF-16 units from 0
 * @param end of the character after its last one
 */
record Segment(int start, int end) {}
