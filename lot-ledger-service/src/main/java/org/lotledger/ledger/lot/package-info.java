/**
 * What an event does to a lot's totals, date and standing: pure functions, so that a balance is nothing but a fold.
 * Not here: tables, topics, requests.
 */
@org.jspecify.annotations.NullMarked
package org.lotledger.ledger.lot;
