/** How fast the system is, measured against the bare database on the same machine in the same run. */
package org.lotledger.benchmarks;
