/**
 * What a decision is: given the events so far and a command, the new events or the reasons against it.
 * Pure: no clock, no database, no framework. The rules themselves live in the services.
 */
package org.lotledger.eventsourcing.decider;
