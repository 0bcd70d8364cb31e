package org.lotledger.receiving.lot;

import org.lotledger.eventsourcing.decider.Violation;

/** A document that another one builds on, and names in its references. */
public record NamedDocument(Kind kind, String number) {

    /** What kinds of documents something may come back from, or be entered again after. */
    public enum Kind {
        /** A shipment to a customer, told of by shipping. */
        SHIPMENT("shipment"),
        /** A transfer on its way, told of by shipping. */
        TRANSFER("transfer"),
        /** A run of an assembly that got components, told of by shipping. */
        ASSEMBLY("assembly"),
        /** A supplier's receipt of this service that was received. */
        RECEIPT("receipt");

        private final String reference;

        Kind(String reference) {
            this.reference = reference;
        }

        /** The name of the reference that names such a document. */
        public String reference() {
            return reference;
        }
    }

    /** Where the reference stands in a document. */
    public static String pointer(Kind kind) {
        return "/references/" + kind.reference();
    }

    /** The refusal of a document that names one of which nothing is known. */
    public Violation unknown() {
        String why = switch (kind) {
            case SHIPMENT -> "nothing that it delivered to a customer has been heard of.";
            case TRANSFER -> "nothing that left on it has been heard of.";
            case ASSEMBLY -> "no component that was issued to it has been heard of.";
            case RECEIPT -> "there is no receipt of that number that a supplier delivered and that was received.";
        };
        String known = "The " + this + " is not known here: ";
        return new Violation(LotRefusal.REFERENCE_UNKNOWN, pointer(kind), known + why);
    }

    @Override
    public String toString() {
        return kind.reference() + " " + number;
    }
}
