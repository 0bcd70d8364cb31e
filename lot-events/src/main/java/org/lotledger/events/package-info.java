/**
 * The public events of Lot Ledger, their wire names and their JSON: what services may tell each other, and nothing else.
 * Not here: private events, rules that decide, storage, Kafka clients. Resources: {@code contract/}.
 */
@org.jspecify.annotations.NullMarked
package org.lotledger.events;
