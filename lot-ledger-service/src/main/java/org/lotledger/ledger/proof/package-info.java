/**
 * What the writers' announcements must have made of the ledger, and where it differs: pure functions. Not here: how
 * announcements are fetched, how the ledger's rows are read, when it is done.
 */
@org.jspecify.annotations.NullMarked
package org.lotledger.ledger.proof;
