package org.lotledger.eventsourcing.decider;

/**
 * One broken rule.
 *
 * @param code the stable reason
 * @param pointer JSON pointer (RFC 6901) into the request body, or for an action into the document as it is shown;
 *     empty for the whole
 * @param detail a sentence with the thing, the rule and the values
 */
public record Violation(RefusalCode code, String pointer, String detail) {}
