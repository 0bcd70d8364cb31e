package org.lotledger.catalog.location;

import org.jspecify.annotations.Nullable;
import org.lotledger.events.Address;

/**
 * A place where goods lie.
 *
 * @param location our code of it
 * @param name for people, at most 200 characters
 * @param gln Global Location Number, 13 digits (GS1 General Specifications, AI (414)); null if it has none
 * @param address where it is; null if not given
 * @param netStock whether what lies here may go to customers and into assemblies; false for example for returned goods
 */
public record Location(
        String location,
        String name,
        @Nullable String gln,
        @Nullable Address address,
        boolean netStock) {}
