package org.lotledger.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of texts as a Markdown table with aligned columns: to be read in a terminal and put into docs/ as it is. */
public final class Table {
    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... header) {
        this.header = List.of(header);
    }

    /** As many cells as the header has. */
    public Table row(String... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException("the table has " + header.size() + " columns, the row " + cells.length);
        }
        rows.add(List.of(cells));
        return this;
    }

    @Override
    public String toString() {
        List<List<String>> all = new ArrayList<>();
        all.add(header);
        all.add(header.stream().map(title -> "---").toList());
        all.addAll(rows);
        StringBuilder text = new StringBuilder();
        for (List<String> cells : all) {
            text.append('|');
            for (int i = 0; i < cells.size(); i++) {
                text.append(' ')
                        .append(cells.get(i))
                        .repeat(" ", width(i) - cells.get(i).length())
                        .append(" |");
            }
            text.append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        int width = Math.max("---".length(), header.get(column).length());
        for (List<String> row : rows) {
            width = Math.max(width, row.get(column).length());
        }
        return width;
    }
}
