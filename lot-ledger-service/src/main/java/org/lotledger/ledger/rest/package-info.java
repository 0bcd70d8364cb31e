/**
 * The ledger over HTTP: lots, their balances and their histories. Reads only; what changes a lot is decided elsewhere
 * and arrives as an event.
 */
@org.jspecify.annotations.NullMarked
package org.lotledger.ledger.rest;
