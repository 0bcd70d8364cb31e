/** What receiving knows of items and locations. Pure; the item catalog owns the truth. */
package org.lotledger.receiving.catalog;
