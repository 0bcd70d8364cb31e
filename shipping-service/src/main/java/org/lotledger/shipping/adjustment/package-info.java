/** Corrections of stock that take from it: counted less, lost, or wrongly received. Pure. */
package org.lotledger.shipping.adjustment;
