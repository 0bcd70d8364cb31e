/**
 * How items and places are kept: their events, and the tables that queries read, which are written in the same
 * transaction with SQL and read through entities.
 */
package org.lotledger.catalog.persistence;
