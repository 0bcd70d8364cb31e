package org.lotledger.receiving.catalog;

/**
 * A location as far as receiving goods depends on it.
 *
 * @param netStock whether what lies there may go to customers; false for example where returned goods wait
 */
public record Place(String location, boolean netStock) {}
