/** What a service tells of itself while it runs: numbers that are shown, and what is looked at again and again. */
package org.lotledger.eventsourcing.watch;
