/**
 * From the outbox to Kafka, in order, deleted only when acknowledged; and back: what lies on the topics under our name
 * and is missing in the store (docs/decisions/0020). The one place where threads of our own wait.
 */
package org.lotledger.eventsourcing.relay;
