package org.lotledger.ledger.fsma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SheetTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-20");
    private static final LocalDate EXPIRES = LocalDate.parse("2027-01-31");
    private static final Place MAIN = new Place(
            "MAIN",
            "Main warehouse",
            "0071430010556",
            "+1 336 555 0100",
            "150 Piedmont Pkwy",
            "High Point",
            "NC",
            "27325",
            "US");
    private static final Place PARTNER = Place.partner("S1", "Acme Farms", null);

    @ParameterizedTest
    @EnumSource(
            value = Sheet.class,
            names = {"LOCATIONS", "PRODUCTS"},
            mode = EnumSource.Mode.EXCLUDE)
    void a_row_has_a_cell_for_each_column(Sheet sheet) {
        assertThat(Sheet.row(movement(sheet, "1"))).hasSize(sheet.columns().size());
    }

    @Test
    void the_descriptions_have_a_cell_for_each_column() {
        assertThat(Sheet.row(MAIN)).hasSize(Sheet.LOCATIONS.columns().size());
        assertThat(Sheet.product("1", "Milk")).hasSize(Sheet.PRODUCTS.columns().size());
    }

    @Test
    void a_delivery_says_what_came_from_whom() {
        assertThat(cells(movement(Sheet.RECEIVING, "20.50")))
                .isEqualTo(Map.of(
                        "TLC - GTIN", "10333830000016",
                        "TLC - Batch", "104303/5",
                        "TLC - Date", EXPIRES,
                        "TLC - Date Type", "EXPIRATION DATE",
                        "Qty & UOM", "20.5 KGM",
                        "Product Description", "Lettuce",
                        "Immediate Previous Source (IPS) Location", "Acme Farms",
                        "Receive Location", "Main warehouse",
                        "Receive Date", DAY,
                        "Ref Doc", "RECEIPT R-1"));
    }

    @Test
    void a_shipment_counts_up() {
        assertThat(cells(movement(Sheet.SHIPPING, "-3")))
                .containsEntry("Qty & UOM", "3 KGM")
                .containsEntry("Ship-To Location", "Acme Farms")
                .containsEntry("Ship-To Location ID", "S1")
                .containsEntry("Ship-From Location", "Main warehouse")
                .containsEntry("Ship-From Location ID", "0071430010556")
                .containsEntry("Ship Date", DAY)
                .containsEntry("Ref Doc Type and Number", "RECEIPT R-1");
    }

    @Test
    void a_correction_counts_down_and_names_what_it_corrects() {
        TracedMovement correction = new TracedMovement(
                Sheet.SHIPPING,
                "LETTUCE",
                null,
                "Lettuce",
                "L",
                null,
                new BigDecimal("2.000000"),
                "EA",
                MAIN,
                PARTNER,
                DAY,
                "ADJUSTMENT A-1",
                null,
                "SHIPMENT S-1",
                null);

        assertThat(cells(correction))
                .containsEntry("Qty & UOM", "-2 EA")
                .containsEntry("Ref Doc Type and Number", "ADJUSTMENT A-1 corrects SHIPMENT S-1")
                .doesNotContainKeys("Date Code", "Date Type", "TLC - GTIN");
    }

    @Test
    void what_went_in_counts_up_and_what_came_back_down() {
        assertThat(cells(movement(Sheet.TRANSFORMATION_INPUT, "-4")))
                .containsEntry("Qty & UOM", "4 KGM")
                .containsEntry("Transformation", "RUN-1")
                .containsEntry("Date Used", DAY);
        assertThat(cells(movement(Sheet.TRANSFORMATION_INPUT, "1"))).containsEntry("Qty & UOM", "-1 KGM");
        assertThat(cells(movement(Sheet.TRANSFORMATION_OUTPUT, "2")))
                .containsEntry("Qty & UOM", "2 KGM")
                .containsEntry("New TLC - Batch", "104303/5")
                .containsEntry("Date Completed", DAY);
    }

    @Test
    void the_source_of_the_code_goes_into_the_column_of_its_kind() {
        TracedMovement movement = movement(Sheet.RECEIVING, "1");
        TracedMovement named = new TracedMovement(
                movement.sheet(),
                movement.itemCode(),
                movement.gtin(),
                movement.product(),
                movement.lotNumber(),
                movement.expirationDate(),
                movement.quantityChange(),
                movement.unit(),
                movement.here(),
                movement.there(),
                movement.day(),
                movement.document(),
                null,
                null,
                "https://farm.example");

        assertThat(cells(named)).containsEntry("TLC Source Reference URL", "https://farm.example");
    }

    @Test
    void places_and_products_are_described_once_each() {
        Rows rows = new Rows();
        rows.of(movement(Sheet.RECEIVING, "1"));
        rows.of(movement(Sheet.SHIPPING, "-1"));

        assertThat(rows.descriptions(Sheet.LOCATIONS))
                .extracting(List::getFirst)
                .containsExactly("Acme Farms", "Main warehouse");
        assertThat(rows.descriptions(Sheet.PRODUCTS)).hasSize(1);
        assertThat(rows.descriptions(Sheet.RECEIVING)).isEmpty();
    }

    @Test
    void nobody_knows_where_is_no_place() {
        Rows rows = new Rows();
        TracedMovement movement = movement(Sheet.RECEIVING, "1");
        rows.of(new TracedMovement(
                movement.sheet(),
                movement.itemCode(),
                movement.gtin(),
                movement.product(),
                movement.lotNumber(),
                movement.expirationDate(),
                movement.quantityChange(),
                movement.unit(),
                movement.here(),
                Place.UNKNOWN,
                movement.day(),
                movement.document(),
                null,
                null,
                null));

        assertThat(rows.descriptions(Sheet.LOCATIONS)).hasSize(1);
    }

    @Test
    void a_description_is_no_movement() {
        assertThatThrownBy(() -> Sheet.row(movement(Sheet.PRODUCTS, "1"))).isInstanceOf(IllegalArgumentException.class);
    }

    private static TracedMovement movement(Sheet sheet, String quantity) {
        return new TracedMovement(
                sheet,
                "LETTUCE",
                "10333830000016",
                "Lettuce",
                "104303/5",
                EXPIRES,
                new BigDecimal(quantity),
                "KGM",
                MAIN,
                PARTNER,
                DAY,
                "RECEIPT R-1",
                sheet == Sheet.RECEIVING || sheet == Sheet.SHIPPING ? null : "RUN-1",
                null,
                null);
    }

    /** The cells that are not empty, by their columns. */
    private static Map<String, Object> cells(TracedMovement movement) {
        List<Object> row = Sheet.row(movement);
        Map<String, Object> cells = new HashMap<>();
        for (int i = 0; i < row.size(); i++) {
            if (row.get(i) != null) {
                cells.put(movement.sheet().columns().get(i), row.get(i));
            }
        }
        return cells;
    }
}
