/** What shipping knows of items and locations. Pure; the item catalog owns the truth. */
package org.lotledger.shipping.catalog;
