/**
 * What the catalog tells others: each private event as one public event, of items and places with the whole state; and
 * shipping directly of holds. What an item, a place or a hold may do is decided elsewhere.
 */
package org.lotledger.catalog.messaging;
