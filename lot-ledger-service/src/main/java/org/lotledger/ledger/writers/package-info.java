/**
 * The three writers as the ledger asks them over HTTP: what they announced, out of their own stores. Not here: topics,
 * and what is done with the announcements.
 */
@org.jspecify.annotations.NullMarked
package org.lotledger.ledger.writers;
