package org.lotledger.ledger.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.ledger.fsma.Rows;
import org.lotledger.ledger.fsma.Sheet;
import org.lotledger.ledger.fsma.TracedMovement;

/** Writes the workbook of the food traceability rule row by row; only the places and products are in memory. */
final class TraceabilityWorkbook {
    private static final String DATE_FORMAT = "yyyy-mm-dd";
    /** Rows that the library holds before they are written. */
    private static final int FLUSH_ROWS = 500;

    private final Workbook workbook;
    private final int rowsMax;
    private final Rows rows = new Rows();
    private final Iterator<Sheet> following = List.of(Sheet.values()).iterator();
    private Sheet sheet = following.next();
    private Worksheet worksheet;
    private int row;

    /** @param rowsMax of one sheet, without its header */
    TraceabilityWorkbook(OutputStream out, int rowsMax) {
        this.workbook = new Workbook(out, "LotLedger", "1.0");
        this.rowsMax = rowsMax;
        this.worksheet = begin();
    }

    /**
     * Adds movements, sheet by sheet in the order of {@link Sheet}.
     *
     * @throws ProblemException TOO_LARGE when a sheet would have more rows than it can
     */
    void add(List<TracedMovement> movements) throws IOException {
        for (TracedMovement movement : movements) {
            while (sheet != movement.sheet()) {
                next();
            }
            addRow(rows.of(movement));
        }
    }

    /** Adds the descriptions and writes what is left; the stream stays open. */
    void finish() throws IOException {
        while (following.hasNext()) {
            next();
            for (List<@Nullable Object> cells : rows.descriptions(sheet)) {
                addRow(cells);
            }
        }
        end();
        workbook.finish();
    }

    private void addRow(List<@Nullable Object> cells) throws IOException {
        if (row == rowsMax) {
            throw new ProblemException(
                    ProblemCode.TOO_LARGE,
                    "The sheet " + sheet.title() + " would have more than " + rowsMax
                            + " rows: ask for a shorter period, or for fewer lots.");
        }
        row++;
        for (int i = 0; i < cells.size(); i++) {
            switch (cells.get(i)) {
                case null -> {}
                case LocalDate date -> {
                    worksheet.value(row, i, date);
                    worksheet.style(row, i).format(DATE_FORMAT).set();
                }
                case Object text -> worksheet.inlineString(row, i, text.toString());
            }
        }
        if (row % FLUSH_ROWS == 0) {
            worksheet.flush();
        }
    }

    private void next() throws IOException {
        end();
        sheet = following.next();
        worksheet = begin();
    }

    private Worksheet begin() {
        Worksheet begun = workbook.newWorksheet(sheet.title());
        begun.freezePane(0, 1);
        row = 0;
        List<String> columns = sheet.columns();
        for (int i = 0; i < columns.size(); i++) {
            begun.inlineString(0, i, columns.get(i));
            begun.style(0, i).bold().set();
        }
        return begun;
    }

    private void end() throws IOException {
        worksheet.setAutoFilter(0, 0, row, sheet.columns().size() - 1);
        worksheet.close();
    }
}
