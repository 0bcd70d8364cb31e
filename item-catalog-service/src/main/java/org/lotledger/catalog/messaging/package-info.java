/**
 * What the catalog tells others: each private event as one public event with the whole state. What an item or a place
 * may do is decided elsewhere.
 */
package org.lotledger.catalog.messaging;
