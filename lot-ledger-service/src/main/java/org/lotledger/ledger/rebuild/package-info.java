/**
 * Making the projection anew while it is read: asks the writers for all they announced, fills the next tables, and has
 * them put in their place. Not here: statements, which are {@code persistence/}'s, and how a rebuild is asked for.
 */
@org.jspecify.annotations.NullMarked
package org.lotledger.ledger.rebuild;
