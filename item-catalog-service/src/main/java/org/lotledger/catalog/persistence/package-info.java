/**
 * How items, places and holds are kept: their events, and the tables that queries read, which are written in the same
 * transaction with SQL and read through entities. What shipping has acknowledged of a hold is noted here afterwards.
 */
package org.lotledger.catalog.persistence;
