/**
 * What an item is and what may be done with it: its state, commands, events and refusals. Pure: no clock, no database,
 * no framework; how items are kept and told to others is not known here.
 */
package org.lotledger.catalog.item;
