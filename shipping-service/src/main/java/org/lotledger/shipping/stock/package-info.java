/** What is there of each lot at each place, and who may take it: the never-negative guard. Pure. */
package org.lotledger.shipping.stock;
