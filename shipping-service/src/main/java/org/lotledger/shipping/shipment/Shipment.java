package org.lotledger.shipping.shipment;

/** The state of a shipment: not there, pending, and from there shipped or void for good. */
public sealed interface Shipment {

    /** No shipment of this number. */
    record None() implements Shipment {}

    /** A shipment that stands, in some state. */
    sealed interface Existing extends Shipment {
        ShipmentContent content();

        Status status();
    }

    /** Being prepared; its named lots are reserved. */
    record Pending(ShipmentContent content) implements Existing {
        @Override
        public Status status() {
            return Status.PENDING;
        }
    }

    /** The goods have left. */
    record Shipped(ShipmentContent content) implements Existing {
        @Override
        public Status status() {
            return Status.SHIPPED;
        }
    }

    /** Nothing came of it; it reserves nothing. */
    record Voided(ShipmentContent content) implements Existing {
        @Override
        public Status status() {
            return Status.VOID;
        }
    }

    /** The states as callers see them. */
    enum Status {
        PENDING,
        SHIPPED,
        VOID
    }
}
