package org.lotledger.eventsourcing.rest;

/**
 * The roles that an identity provider gives to people and services, by their names in its tokens. Who may write something
 * may read it where it is written. Every person with a role may look things up: read the catalog's items, places and
 * holds, read scans, and ask the projection. An auditor may read everything and change nothing.
 */
public final class Role {
    /** Keeps items and locations. */
    public static final String CATALOG_MANAGER = "catalog-manager";

    /** Lets goods in: receipts, and what was counted more. */
    public static final String RECEIVER = "receiver";

    /** Lets goods out: shipments, what was counted less, and losses. */
    public static final String SHIPPER = "shipper";

    /** Blocks and corrects: holds, dates, recorded documents, beginning balances, put-away of what came back. */
    public static final String QUALITY = "quality";

    /** Reads everything, announcements, proofs and parked records among it. */
    public static final String AUDITOR = "auditor";

    /** Operates: rebuilds, proofs, sending again, parked records. No right to move goods. */
    public static final String ADMIN = "admin";

    /** Another service of ours: claims, announcements, news of holds. */
    public static final String SERVICE = "service";

    private Role() {}
}
