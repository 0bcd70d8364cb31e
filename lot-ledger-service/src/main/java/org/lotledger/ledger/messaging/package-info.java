/**
 * Reads the topics and hands their events to the projection. Not here: the check of sequences and the parking place,
 * which are the inbox's, and what the events change, which is {@code lot/}'s.
 */
@org.jspecify.annotations.NullMarked
package org.lotledger.ledger.messaging;
