/**
 * The projection's tables: written by set-based SQL, one statement for each batch, and read by the queries. Rows read
 * as objects are read-only Panache entities; sets are SQL. Nothing here decides, and nothing refuses a fact.
 */
@org.jspecify.annotations.NullMarked
package org.lotledger.ledger.persistence;
