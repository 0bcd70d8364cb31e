/**
 * What happened, as data, and what must hold of it: promises of the design as checks of a history. Pure: whoever reads
 * the stores, the topic and the ledger hands it in.
 */
package org.lotledger.system.history;
