/** What receiving knows of a lot: its date, and how much of it was used. Pure. */
package org.lotledger.receiving.lot;
