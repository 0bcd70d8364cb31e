/** The row {@code command}: shipments over HTTP against the same SQL without a service. */
package org.lotledger.benchmarks.command;
