package org.lotledger.ledger.fsma;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sheets of the workbook, their columns in the order of the Produce Traceability Initiative's templates, version 2.1.
 * Columns of which we know nothing stay, and stay empty: who asks for the workbook sorts several of them together.
 */
public enum Sheet {
    /** 21 CFR 1.1345: deliveries, customers' returns, transfers in, and corrections of deliveries. */
    RECEIVING(
            "Receiving",
            "TLC - GTIN",
            "TLC - Batch",
            "TLC - Date",
            "TLC - Date Type",
            "TLC - SSCC",
            "TLC - Assigned By",
            "Qty & UOM",
            "Product Description",
            "Immediate Previous Source (IPS) Location",
            "Receive Location",
            "Receive Date",
            "TLC Source Reference GLN",
            "TLC Source Reference FFRN",
            "TLC Source Reference URL",
            "TLC Source Reference GGN",
            "TLC Source Reference - Assigned By",
            "Ref Doc",
            "TLC Source Name",
            "TLC Source Street",
            "TLC Source City",
            "TLC Source State",
            "TLC Source Country",
            "TLC Source Zip Code",
            "TLC Source Phone Number"),

    /** 21 CFR 1.1340: shipments to customers, returns to suppliers, transfers out, and corrections of shipments. */
    SHIPPING(
            "Shipping",
            "TLC - GTIN",
            "TLC - Batch",
            "Date Code",
            "Date Type",
            "VoiceCode",
            "Pallet ID",
            "TLC - Assigned By",
            "Qty & UOM",
            "Product Description",
            "Ship-To Location",
            "Ship-To Location ID",
            "Ship-From Location",
            "Ship-From Location ID",
            "Ship Date",
            "TLC Source Reference GLN",
            "TLC Source Reference FFRN",
            "TLC Source Reference URL",
            "TLC Source Reference GGN",
            "TLC Source Reference - Assigned By",
            "Ref Doc Type and Number"),

    /** 21 CFR 1.1350 (a) (1): what went into a transformation; what came back unused is less than 0. */
    TRANSFORMATION_INPUT(
            "Transformation input",
            "TLC - GTIN",
            "TLC - Batch",
            "Date Code",
            "Date Type",
            "Qty & UOM",
            "Product Description",
            "Location",
            "Location ID",
            "Date Used",
            "Transformation",
            "Ref Doc Type and Number"),

    /** 21 CFR 1.1350 (a) (2): what came out of a transformation. */
    TRANSFORMATION_OUTPUT(
            "Transformation output",
            "New TLC - GTIN",
            "New TLC - Batch",
            "Date Code",
            "Date Type",
            "Qty & UOM",
            "Product Description",
            "Location",
            "Location ID",
            "Date Completed",
            "Transformation",
            "Ref Doc Type and Number"),

    /** The location descriptions of all who stand in the sheets before. */
    LOCATIONS(
            "Locations",
            "Business or Farm Name",
            "Phone Number",
            "Physical Location Address (or geo-coordinates)",
            "City",
            "State or Region",
            "Zip or Postal Code",
            "Country",
            "Field Name",
            "Geo-Coordinates",
            "GLN",
            "FFRN",
            "TLC Source Lookup Site"),

    /** The product descriptions. */
    PRODUCTS("Products", "FTL List Category", "GTIN", "Product Name");

    /** The only date of a lot that we know (AI (17) of the GS1 General Specifications). */
    private static final String DATE_TYPE = "EXPIRATION DATE";

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // What List.of makes cannot be changed.
    private final List<String> columns;

    Sheet(String title, String... columns) {
        this.title = title;
        this.columns = List.of(columns);
    }

    /** As the tab says it. */
    public String title() {
        return title;
    }

    public List<String> columns() {
        return columns;
    }

    /** The row of a movement of this sheet: texts and dates, null where nothing is known. */
    static List<@Nullable Object> row(TracedMovement movement) {
        TlcSource source = TlcSource.of(movement.tlcSource());
        return switch (movement.sheet()) {
            case RECEIVING ->
                cells(
                        movement,
                        null,
                        null,
                        movement.quantity(),
                        movement.product(),
                        movement.there().shownName(),
                        movement.here().shownName(),
                        movement.day(),
                        source.gln(),
                        source.ffrn(),
                        source.url(),
                        source.ggn(),
                        null,
                        movement.paper(),
                        source.name(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
            case SHIPPING ->
                cells(
                        movement,
                        null,
                        null,
                        null,
                        movement.quantity(),
                        movement.product(),
                        movement.there().shownName(),
                        movement.there().shownId(),
                        movement.here().shownName(),
                        movement.here().shownId(),
                        movement.day(),
                        source.gln(),
                        source.ffrn(),
                        source.url(),
                        source.ggn(),
                        null,
                        movement.paper());
            case TRANSFORMATION_INPUT, TRANSFORMATION_OUTPUT ->
                cells(
                        movement,
                        movement.quantity(),
                        movement.product(),
                        movement.here().shownName(),
                        movement.here().shownId(),
                        movement.day(),
                        movement.transformation(),
                        movement.document());
            case LOCATIONS, PRODUCTS ->
                throw new IllegalArgumentException("no movement belongs on " + movement.sheet());
        };
    }

    /** The row of a place. */
    static List<@Nullable Object> row(Place place) {
        return Arrays.asList(
                place.shownName(),
                place.phone(),
                place.street(),
                place.city(),
                place.state(),
                place.postalCode(),
                place.country(),
                null,
                null,
                place.gln(),
                null,
                null);
    }

    /** Which list of the rule a food is on is for people to say. */
    static List<@Nullable Object> product(@Nullable String gtin, String product) {
        return Arrays.asList(null, gtin, product);
    }

    /** All sheets begin with the lot. */
    private static List<@Nullable Object> cells(TracedMovement movement, @Nullable Object... others) {
        List<@Nullable Object> cells = new ArrayList<>();
        Collections.addAll(
                cells,
                movement.gtin(),
                movement.lotNumber(),
                movement.expirationDate(),
                movement.expirationDate() == null ? null : DATE_TYPE);
        Collections.addAll(cells, others);
        return cells;
    }
}
