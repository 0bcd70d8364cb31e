/** Made-up histories of lots, as public events that any consumer takes for those of the writers. */
package org.lotledger.benchmarks.history;
