package org.lotledger.ledger.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.ledger.LedgerClient.ask;
import static org.lotledger.ledger.LedgerClient.await;
import static org.lotledger.ledger.LedgerClient.get;
import static org.lotledger.ledger.LedgerClient.json;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lotledger.events.Address;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.DocumentType;
import org.lotledger.events.ItemChanged;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.ItemType;
import org.lotledger.events.LocationChanged;
import org.lotledger.events.Party;
import org.lotledger.events.PartyRole;
import org.lotledger.events.Source;
import org.lotledger.ledger.LedgerSettings;
import org.lotledger.ledger.LedgerTables;
import org.lotledger.ledger.LotDraft;
import org.lotledger.ledger.TestAnnouncer;
import org.lotledger.ledger.TestLot;
import org.lotledger.ledger.Warehouse;
import org.lotledger.ledger.fsma.Sheet;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;

@QuarkusTest
@WithTestResource(TestStack.class)
class Fsma204QuarkusTest {
    private static final String PATH = "/exports/fsma204";

    @Inject
    LedgerSettings settings;

    private final TestAnnouncer announcer = new TestAnnouncer();
    private final Warehouse warehouse = new Warehouse(announcer);
    private final String item = TestLot.freshItem();
    private final TestLot lettuce = TestLot.of(item, "=104303/5 é");
    private final String dock = "DOCK-" + item;

    @AfterEach
    void close() {
        announcer.close();
    }

    @Test
    void each_movement_stands_on_its_sheet_as_the_papers_say_it() throws IOException {
        aWeek();

        Map<String, List<Map<String, String>>> book = book("itemCode", item);

        assertThat(book.keySet())
                .containsExactly(
                        "Receiving",
                        "Shipping",
                        "Transformation input",
                        "Transformation output",
                        "Locations",
                        "Products");
        assertThat(column(book.get("Receiving"), "Qty & UOM")).containsExactly("30 EA", "2 EA", "3 EA", "-5 EA");
        assertThat(column(book.get("Receiving"), "Immediate Previous Source (IPS) Location"))
                .containsExactly("Supplier S1", "C1", "The dock", "Supplier S1");
        assertThat(column(book.get("Receiving"), "Ref Doc"))
                .containsExactly("RECEIPT R-1", "RECEIPT R-2", "RECEIPT R-3", "ADJUSTMENT SA-R-1 corrects RECEIPT R-1");
        assertThat(column(book.get("Receiving"), "TLC Source Reference URL")).containsOnly("https://farm.example/tlc");
        assertThat(book.get("Receiving").getFirst())
                .containsEntry("TLC - Batch", "=104303/5 é")
                .containsEntry("TLC - GTIN", "4012345678925")
                .containsEntry("Product Description", "Lettuce, 24 heads")
                .containsEntry("TLC - Date", "2027-01-31")
                .containsEntry("Receive Location", "The dock")
                .containsEntry("Receive Date", "2026-11-20");
        assertThat(column(book.get("Shipping"), "Qty & UOM")).containsExactly("12 EA", "3 EA", "-1 EA");
        assertThat(column(book.get("Shipping"), "Ship-To Location"))
                .containsExactly("Customer C1", "MAIN", "Customer C1");
        assertThat(column(book.get("Shipping"), "Ship-To Location ID"))
                .containsExactly("4012345000016", "MAIN", "4012345000016");
        assertThat(column(book.get("Transformation input"), "Qty & UOM")).containsExactly("4 EA");
        assertThat(column(book.get("Transformation input"), "Transformation")).containsExactly("RUN-" + item);
        assertThat(book.get("Transformation output")).isEmpty();
        assertThat(column(book.get("Products"), "Product Name")).containsExactly("Lettuce, 24 heads");
        assertThat(column(book.get("Locations"), "Business or Farm Name"))
                .contains("The dock", "Supplier S1", "Customer C1", "MAIN");
        assertThat(book.get("Locations").stream()
                        .filter(row -> row.get("Business or Farm Name").equals("The dock"))
                        .findFirst()
                        .orElseThrow())
                .containsEntry("City", "High Point")
                .containsEntry("GLN", "0071430010556")
                .containsEntry("Phone Number", "+1 336 555 0100");
    }

    @Test
    void dates_are_dates_and_texts_are_texts() throws IOException {
        warehouse.add(LotDraft.received(lettuce, "1.5").expires(LocalDate.parse("2027-01-31")));
        warehouse.settle();

        try (ReadableWorkbook workbook = workbook("lotId", lettuce.id().toString())) {
            Row row = workbook.getFirstSheet().read().get(1);
            assertThat(row.getCell(1).getType()).isEqualTo(CellType.STRING);
            assertThat(row.getCell(1).getFormula()).isNull();
            assertThat(row.getCellAsDate(2).map(date -> date.toLocalDate())).contains(LocalDate.parse("2027-01-31"));
        }
    }

    @Test
    void a_period_has_the_days_asked_for_of_all_lots() throws IOException {
        TestLot other = TestLot.of(item, "L-2");
        warehouse.add(LotDraft.received(lettuce, "1").happened(Instant.parse("2031-03-01T00:00:00Z")));
        warehouse.add(LotDraft.received(other, "2").happened(Instant.parse("2031-03-02T23:59:59.999999Z")));
        warehouse.add(LotDraft.received(other, "3").happened(Instant.parse("2031-03-03T00:00:00Z")));
        warehouse.settle();

        assertThat(column(book("from", "2031-03-01", "to", "2031-03-02").get("Receiving"), "Qty & UOM"))
                .containsExactly("1 EA", "2 EA");
        assertThat(column(
                        book("lotId", other.id().toString(), "from", "2031-03-03T00:00:00Z")
                                .get("Receiving"),
                        "Qty & UOM"))
                .containsExactly("3 EA");
    }

    @Test
    void what_came_out_of_an_assembly_is_a_new_lot() throws IOException {
        warehouse.assemble(lettuce, "7", "RUN-" + item);
        warehouse.settle();

        assertThat(book("itemCode", item).get("Transformation output").getFirst())
                .containsEntry("New TLC - Batch", "=104303/5 é")
                .containsEntry("Qty & UOM", "7 EA")
                .containsEntry("Transformation", "RUN-" + item);
    }

    @Test
    void a_lot_without_a_number_is_not_traced() throws IOException {
        warehouse.add(LotDraft.received(TestLot.of(item, null), "1"));
        warehouse.settle();

        assertThat(book("itemCode", item).get("Receiving")).isEmpty();
    }

    @Test
    void an_unknown_lot_makes_a_workbook_without_rows() throws IOException {
        assertThat(book("lotId", TestLot.fresh().id().toString()).get("Receiving"))
                .isEmpty();
    }

    @Test
    void as_many_rows_as_a_sheet_holds_are_written_and_one_more_is_refused() throws IOException {
        for (int i = 0; i < settings.export().sheetRowsMax(); i++) {
            warehouse.add(LotDraft.received(lettuce, "1"));
        }
        warehouse.settle();
        assertThat(book("itemCode", item).get("Receiving"))
                .hasSize(settings.export().sheetRowsMax());

        warehouse.add(LotDraft.received(lettuce, "1"));
        warehouse.settle();
        Answer refused = ask(PATH, "itemCode", item);

        assertThat(refused.status()).isEqualTo(413);
        assertThat(json(refused).get("code").asText()).isEqualTo("TOO_LARGE");
        assertThat(json(refused).get("detail").asText())
                .contains("Receiving")
                .contains("" + settings.export().sheetRowsMax());
        assertThat(spoolFiles()).isZero();
    }

    @Test
    void everything_and_nothing_is_not_asked_for() {
        Answer nothing = ask(PATH);
        Answer wrong = ask(PATH, "lotId", "x", "from", "yesterday", "itemCode", "a b");

        assertThat(nothing.status()).isEqualTo(422);
        assertThat(json(nothing).get("code").asText()).isEqualTo("FIELD_MISSING");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(json(wrong).get("violations")).hasSize(3);
    }

    @Test
    void the_answer_says_what_it_is_and_leaves_no_file() throws IOException {
        Answer answer = ask(PATH, "itemCode", item);

        assertThat(answer.header("Content-Type")).isEqualTo(Fsma204Resource.XLSX);
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"fsma204.xlsx\"");
        assertThat(spoolFiles()).isZero();
    }

    private void aWeek() {
        announcer.send(
                announcer.announceItem(
                        item,
                        link -> new ItemChanged(
                                link,
                                item,
                                "Lettuce, 24 heads",
                                ItemType.INVENTORIED,
                                "EA",
                                0,
                                "4012345678925",
                                null,
                                true,
                                true,
                                null,
                                null,
                                ItemStatus.ACTIVE,
                                List.of(),
                                1,
                                LotDraft.NOON,
                                "carla")),
                announcer.announceLocation(
                        dock,
                        link -> new LocationChanged(
                                link,
                                dock,
                                "The dock",
                                "0071430010556",
                                new Address("150 Piedmont Pkwy", "High Point", "NC", "27325", "US", "+1 336 555 0100"),
                                true,
                                1,
                                LotDraft.NOON,
                                "carla")));
        await(
                "the catalog has been heard",
                () -> LedgerTables.number("select count(*) from item, location where item_code = '" + item
                                + "' and location = '" + dock + "'")
                        == 1);
        Party supplier = new Party(PartyRole.SUPPLIER, "S1", "Supplier S1", null);
        warehouse.add(LotDraft.received(lettuce, "30")
                .at(dock)
                .party(supplier)
                .expires(LocalDate.parse("2027-01-31"))
                .reference("tlcSource", "https://farm.example/tlc"));
        warehouse.ship(lettuce, "12", "S-1", "C1");
        warehouse.takeBack(lettuce, "2", "R-2", "S-1", "C1");
        warehouse.add(LotDraft.adjusted(lettuce, Source.SHIPPING, AdjustmentReason.TRANSFER_OUT, "-3")
                .at(dock)
                .document(DocumentType.SHIPMENT, "S-2", 1)
                .reference("transfer", "T-" + item)
                .reference("toLocation", "MAIN"));
        warehouse.add(LotDraft.adjusted(lettuce, Source.RECEIVING, AdjustmentReason.TRANSFER_IN, "3")
                .document(DocumentType.RECEIPT, "R-3", 1)
                .reference("transfer", "T-" + item));
        warehouse.issue(lettuce, "4", "RUN-" + item);
        warehouse.correctReceipt(lettuce, "5", "R-1");
        warehouse.correctShipment(lettuce, "1", "S-1");
        warehouse.settle();
        assertThat(get(lettuce.path()).get("onHand").intValue()).isEqualTo(12);
    }

    private static Map<String, List<Map<String, String>>> book(Object... parameters) throws IOException {
        Map<String, List<Map<String, String>>> book = new LinkedHashMap<>();
        try (ReadableWorkbook workbook = workbook(parameters)) {
            for (var sheet : workbook.getSheets().toList()) {
                List<Row> rows = sheet.read();
                List<String> header =
                        rows.getFirst().stream().map(Cell::getText).toList();
                assertThat(header).isEqualTo(columnsOf(sheet.getName()));
                List<Map<String, String>> cells = new ArrayList<>();
                for (Row row : rows.subList(1, rows.size())) {
                    Map<String, String> named = new LinkedHashMap<>();
                    row.forEach(cell -> {
                        if (cell != null && cell.getType() != CellType.EMPTY) {
                            named.put(
                                    header.get(cell.getColumnIndex()),
                                    cell.getType() == CellType.NUMBER
                                            ? cell.asDate().toLocalDate().toString()
                                            : cell.getText());
                        }
                    });
                    cells.add(named);
                }
                book.put(sheet.getName(), cells);
            }
        }
        return book;
    }

    private static List<String> columnsOf(String title) {
        for (Sheet sheet : Sheet.values()) {
            if (sheet.title().equals(title)) {
                return sheet.columns();
            }
        }
        throw new AssertionError(title);
    }

    private static ReadableWorkbook workbook(Object... parameters) throws IOException {
        Answer answer = ask(PATH, parameters);
        assertThat(answer.status())
                .as(answer.status() == 200 ? "" : answer.text())
                .isEqualTo(200);
        return new ReadableWorkbook(new ByteArrayInputStream(answer.bytes()));
    }

    private static List<String> column(List<Map<String, String>> rows, String column) {
        return rows.stream().map(row -> row.get(column)).toList();
    }

    private static long spoolFiles() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().endsWith(".spool"))
                    .count();
        }
    }
}
