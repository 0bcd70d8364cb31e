package org.lotledger.events;

/** Why a lot changed otherwise than by a supplier's delivery or a delivery to a customer. The names are the wire names. */
public enum AdjustmentReason {
    /** What was there when the system began. */
    BEGINNING_BALANCE(Direction.IN),
    /** Counted more (published by receiving) or less (by shipping) than the books said. */
    COUNT(Direction.IN_OR_OUT),
    /** Broken, stolen, spoilt or destroyed. */
    LOSS(Direction.OUT),
    /** A receipt recorded more than came, or under a wrong lot number. */
    RECEIPT_CORRECTION(Direction.OUT),
    /** A shipment booked more than left. */
    SHIPMENT_CORRECTION(Direction.IN),
    /** A customer sent goods back. */
    CUSTOMER_RETURN(Direction.IN),
    /** We sent goods back to the supplier. */
    SUPPLIER_RETURN(Direction.OUT),
    /** Left for another place of ours; in transit until the matching TRANSFER_IN. */
    TRANSFER_OUT(Direction.OUT),
    /** Arrived from another place of ours. */
    TRANSFER_IN(Direction.IN),
    /** A component went into an assembly. */
    ASSEMBLY_ISSUE(Direction.OUT),
    /** An assembly came out of its components. */
    ASSEMBLY_OUTPUT(Direction.IN),
    /** A component that was issued came back unused. */
    ASSEMBLY_UNISSUE(Direction.IN),
    /** Not to be shipped until somebody has looked at it. */
    HOLD(Direction.NONE),
    /** Kept apart, for example until a laboratory has answered. */
    QUARANTINE(Direction.NONE),
    /** Called back by the manufacturer or an authority. */
    RECALL(Direction.NONE),
    /** One hold, quarantine or recall ended; the document is the hold that ended, others stay in force. */
    RELEASE(Direction.NONE),
    /** The expiration date on record was wrong; the event carries the right one, or none. */
    EXPIRATION_CORRECTED(Direction.NONE);

    /** Which way goods move, seen from the place of the event. */
    public enum Direction {
        IN("more than 0"),
        OUT("less than 0"),
        IN_OR_OUT("more or less than 0"),
        /** Nothing moves: the event concerns the standing of the lot everywhere. */
        NONE("0");

        private final String rule;

        Direction(String rule) {
            this.rule = rule;
        }

        String rule() {
            return rule;
        }
    }

    private final Direction direction;

    AdjustmentReason(Direction direction) {
        this.direction = direction;
    }

    public Direction direction() {
        return direction;
    }

    boolean allows(Quantity quantityChange) {
        return switch (direction) {
            case IN -> quantityChange.isPositive();
            case OUT -> quantityChange.isNegative();
            case IN_OR_OUT -> !quantityChange.isZero();
            case NONE -> quantityChange.isZero();
        };
    }
}
