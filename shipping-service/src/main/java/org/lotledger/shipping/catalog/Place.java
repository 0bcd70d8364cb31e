package org.lotledger.shipping.catalog;

/**
 * A location as far as shipping depends on it.
 *
 * @param netStock whether what lies there may go to customers
 */
public record Place(String location, boolean netStock) {}
