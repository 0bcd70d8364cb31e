/**
 * What a hold on a lot is, and when it may be placed and released. Pure: no clock, no database, no framework; which lots
 * there are, and what shipping does with a held one, is not known here.
 */
package org.lotledger.catalog.hold;
