/**
 * Taking in what other services announce: each event once in effect, in the order of its source and key; what is
 * ahead of its turn, forked, unreadable or unknown is parked, and never stands in the way of other keys.
 */
package org.lotledger.eventsourcing.inbox;
