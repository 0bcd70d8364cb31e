/** Numbers of a run: statistics, the machine, JSON and tables. Knows nothing of what was measured. */
package org.lotledger.benchmarks.report;
