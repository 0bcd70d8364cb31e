/**
 * From the outbox to Kafka, in order, deleted only when acknowledged. The one place where a thread of our own waits.
 */
package org.lotledger.eventsourcing.relay;
