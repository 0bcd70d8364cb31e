/**
 * What a place is. Pure: no clock, no database, no framework; how places are kept and told to others is not known here.
 */
package org.lotledger.catalog.location;
