/**
 * What the contract promises, checked without a broker or a database.
 * The files under {@code contract/} are the other side of each test: nothing here writes them.
 */
package org.lotledger.events;
