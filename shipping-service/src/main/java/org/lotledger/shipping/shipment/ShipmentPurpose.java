package org.lotledger.shipping.shipment;

import org.jspecify.annotations.Nullable;
import org.lotledger.events.PartyRole;

/** Why goods leave. */
public enum ShipmentPurpose {
    /** A delivery to a customer. */
    CUSTOMER,
    /** Back to the supplier. */
    SUPPLIER_RETURN,
    /** To another place of ours. */
    TRANSFER,
    /** Components go into an assembly. */
    ASSEMBLY;

    /** What the partner is who gets the goods; null when they stay with us. */
    public @Nullable PartyRole partyRole() {
        return switch (this) {
            case CUSTOMER -> PartyRole.CUSTOMER;
            case SUPPLIER_RETURN -> PartyRole.SUPPLIER;
            case TRANSFER, ASSEMBLY -> null;
        };
    }

    /** Whether the goods are to be used, and must be fit for it: every other way out stays open for what is not. */
    public boolean forUse() {
        return switch (this) {
            case CUSTOMER, ASSEMBLY -> true;
            case SUPPLIER_RETURN, TRANSFER -> false;
        };
    }
}
