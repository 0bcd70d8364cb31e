/**
 * The PostgreSQL event store: streams of private events, and the announcements made of them, numbered and chained
 * per key in the same transaction. What the events mean is not known here.
 */
package org.lotledger.eventsourcing.store;
