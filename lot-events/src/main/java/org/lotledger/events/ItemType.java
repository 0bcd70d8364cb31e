package org.lotledger.events;

/** What kind of thing an item is; never changes. Only the two inventoried kinds have lots. The names are the wire names. */
public enum ItemType {
    INVENTORIED,
    /** Put together by us from other items. */
    INVENTORIED_ASSEMBLY,
    /** May stand on documents, but nobody counts it. */
    NON_INVENTORIED
}
