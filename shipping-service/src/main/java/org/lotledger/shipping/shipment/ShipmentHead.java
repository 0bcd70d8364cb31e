package org.lotledger.shipping.shipment;

import static org.lotledger.shipping.shipment.ShipmentRefusal.FIELD_INVALID;
import static org.lotledger.shipping.shipment.ShipmentRefusal.FIELD_MISSING;
import static org.lotledger.shipping.shipment.ShipmentRefusal.LOCATION_UNKNOWN;
import static org.lotledger.shipping.shipment.ShipmentRefusal.OCCURRED_IN_FUTURE;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.PartyRole;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.shipping.shipment.ShipmentCommand.RequestedShipment;
import org.lotledger.shipping.stock.Facts;

/** What a shipment says besides its lines, as its purpose wants it. */
final class ShipmentHead {
    private static final int YEAR_MAX = 9999;

    private ShipmentHead() {}

    /** The document without lines; only to be used when nothing is wrong with it. */
    static ShipmentContent of(
            String shipmentNumber,
            RequestedShipment asked,
            Instant recordedAt,
            Facts facts,
            List<Violation> violations) {
        ShipmentPurpose purpose = asked.purpose();
        checkParty(purpose, asked.partyRole(), asked.party(), violations);
        checkPlaces(asked, facts, violations);
        Map<String, String> references = new TreeMap<>(asked.references());
        if (purpose == ShipmentPurpose.TRANSFER) {
            references.putIfAbsent(ShipmentContent.TRANSFER, shipmentNumber);
        }
        checkReferences(purpose, references, violations);
        Instant occurredAt = asked.occurredAt();
        if (occurredAt != null && facts.moment().isInFuture(occurredAt)) {
            violations.add(new Violation(
                    OCCURRED_IN_FUTURE,
                    "/occurredAt",
                    "occurredAt " + occurredAt + " is in the future: it is "
                            + facts.moment().now() + " now."));
        }
        LocalDate deliverOn =
                Objects.requireNonNullElse(asked.deliverOn(), facts.moment().today());
        if (deliverOn.getYear() > YEAR_MAX || deliverOn.getYear() < 1) {
            violations.add(new Violation(
                    FIELD_INVALID, "/deliverOn", "deliverOn " + deliverOn + " must lie in the years 0001 to 9999."));
            deliverOn = facts.moment().today();
        }
        return new ShipmentContent(
                shipmentNumber,
                purpose,
                asked.party(),
                asked.location(),
                asked.toLocation(),
                references,
                deliverOn,
                asked.minimumRemainingDays(),
                occurredAt,
                recordedAt,
                List.of());
    }

    private static void checkParty(
            ShipmentPurpose purpose, @Nullable PartyRole told, @Nullable Partner party, List<Violation> violations) {
        PartyRole role = purpose.partyRole();
        if (role == null) {
            if (party != null) {
                violations.add(new Violation(
                        FIELD_INVALID, "/party", "A shipment for " + purpose + " stays with us: it has no party."));
            }
        } else if (party == null) {
            violations.add(new Violation(
                    FIELD_MISSING, "/party", "A shipment for " + purpose + " needs its party, a " + role + "."));
        } else if (told != null && told != role) {
            violations.add(new Violation(
                    FIELD_INVALID,
                    "/party/role",
                    "The party of a shipment for " + purpose + " is a " + role + ", not a " + told + "."));
        }
    }

    private static void checkPlaces(RequestedShipment asked, Facts facts, List<Violation> violations) {
        if (facts.catalog().place(asked.location()).isEmpty()) {
            violations.add(
                    new Violation(LOCATION_UNKNOWN, "/location", "Location " + asked.location() + " does not exist."));
        }
        String toLocation = asked.toLocation();
        if (asked.purpose() != ShipmentPurpose.TRANSFER) {
            if (toLocation != null) {
                violations.add(new Violation(
                        FIELD_INVALID,
                        "/toLocation",
                        "A shipment for " + asked.purpose() + " leaves: only a transfer has a toLocation."));
            }
        } else if (toLocation == null) {
            violations.add(new Violation(FIELD_MISSING, "/toLocation", "A transfer needs its toLocation."));
        } else if (toLocation.equals(asked.location())) {
            violations.add(new Violation(
                    FIELD_INVALID,
                    "/toLocation",
                    "A transfer goes to another place, but location and toLocation are both " + toLocation + "."));
        } else if (facts.catalog().place(toLocation).isEmpty()) {
            violations.add(
                    new Violation(LOCATION_UNKNOWN, "/toLocation", "Location " + toLocation + " does not exist."));
        }
    }

    private static void checkReferences(
            ShipmentPurpose purpose, Map<String, String> references, List<Violation> violations) {
        switch (purpose) {
            case CUSTOMER, TRANSFER -> {}
            case ASSEMBLY -> {
                if (!references.containsKey(ShipmentContent.ASSEMBLY)) {
                    violations.add(new Violation(
                            FIELD_MISSING,
                            "/references/assembly",
                            "A shipment for ASSEMBLY needs the number of the assembly that its goods go into."));
                }
            }
            case SUPPLIER_RETURN -> {
                boolean receipt = references.containsKey(ShipmentContent.RECEIPT);
                boolean adjustment = references.containsKey(ShipmentContent.ADJUSTMENT);
                if (!receipt && !adjustment) {
                    violations.add(new Violation(
                            FIELD_MISSING,
                            "/references/receipt",
                            "A shipment for SUPPLIER_RETURN needs the receipt by which its goods came, or the"
                                    + " adjustment that is their beginning balance."));
                } else if (receipt && adjustment) {
                    violations.add(new Violation(
                            FIELD_INVALID,
                            "/references/adjustment",
                            "Goods go back that came by one document: name a receipt or an adjustment, not both."));
                }
            }
        }
    }
}
