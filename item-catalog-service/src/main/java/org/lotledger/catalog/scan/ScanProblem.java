package org.lotledger.catalog.scan;

/**
 * One thing that is wrong with a text.
 *
 * @param position where in the text as it was given, in UTF-16 units from 0
 * @param sentence names the thing, the rule and the value
 */
public record ScanProblem(int position, String sentence) {}
