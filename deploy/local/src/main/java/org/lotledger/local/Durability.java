package org.lotledger.local;

/** What PostgreSQL does for the day the machine loses power. A killed server loses nothing either way. */
public enum Durability {
    /** Every commit reaches the disk: what `make run` uses. */
    FULL,
    /** No fsync: several times faster, enough where the data is thrown away with the test. */
    RELAXED
}
