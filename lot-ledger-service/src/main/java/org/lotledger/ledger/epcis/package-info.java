/**
 * Histories of lots as EPCIS 2.0 events in the words of CBV 2.0 (GS1): pure functions from entries to events, see decision
 * 17. Not here: how an event looks in JSON, queries, paging.
 */
@org.jspecify.annotations.NullMarked
package org.lotledger.ledger.epcis;
