package org.credence.cli.output;

import com.github.freva.asciitable.AsciiTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows under headings, for people. */
public final class Table {

    private final String[] headings;
    private final List<String[]> rows = new ArrayList<>();

    public Table(String... headings) {
        this.headings = headings.clone();
    }

    /** Adds a row: one cell per heading. */
    public void row(Object... cells) {
        if (cells.length != headings.length) {
            throw new IllegalArgumentException("row: " + cells.length + " cells, must be " + headings.length);
        }
        rows.add(Arrays.stream(cells).map(String::valueOf).toArray(String[]::new));
    }

    public String text() {
        return AsciiTable.getTable(AsciiTable.NO_BORDERS, headings, null, rows.toArray(String[][]::new));
    }
}
