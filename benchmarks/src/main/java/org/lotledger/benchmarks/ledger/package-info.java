/** What {@code make bench-ledger} asks the ledger, and how long the answers take. */
package org.lotledger.benchmarks.ledger;
