package org.lotledger.catalog.scan;

/**
 * What is wrong with a value.
 *
 * @param index where in the value, in UTF-16 units from 0
 * @param words goes on a sentence that has named the AI and the value
 */
record Flaw(int index, String words) {}
