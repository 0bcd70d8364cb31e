/** The row {@code project}: the ledger's projection against COPY of the same history rows. */
package org.lotledger.benchmarks.project;
