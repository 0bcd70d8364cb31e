/**
 * How commands and queries look over HTTP, the same in every service: problem details, idempotency keys, ETags,
 * {@code ?after=}, cursors, and the announcements that others read. No rule of any trade is known here.
 */
package org.lotledger.eventsourcing.rest;
