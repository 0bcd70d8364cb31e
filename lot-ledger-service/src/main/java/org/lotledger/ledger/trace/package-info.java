/**
 * Where lots came from and where they went, as a graph, and whether a lot's history adds up to its stock: pure functions
 * over movements that the database has summed already. Not here: the sums themselves, requests, files.
 */
@org.jspecify.annotations.NullMarked
package org.lotledger.ledger.trace;
