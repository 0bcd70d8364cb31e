/** Corrections of stock that add to it: in this service, beginning balances. Pure. */
package org.lotledger.receiving.adjustment;
