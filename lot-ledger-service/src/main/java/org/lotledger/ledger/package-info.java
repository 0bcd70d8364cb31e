/**
 * The lot ledger: balances and histories, rebuilt from what the writers announce. Here only the settings; the rooms are
 * lot, trace, notice and proof (pure), messaging, writers, verification, persistence and rest.
 */
@org.jspecify.annotations.NullMarked
package org.lotledger.ledger;
