package org.credence.lab.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table for other programs (RFC 4180, lines end with a line feed). */
public record Csv(List<String> columns, List<List<String>> rows) {

    public Csv {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("row: " + row.size() + " cells, must be " + columns.size());
            }
        }
    }

    /** The whole file. */
    public String text() {
        return Stream.concat(Stream.of(columns), rows.stream()).map(Csv::line).collect(Collectors.joining());
    }

    private static String line(List<String> cells) {
        return cells.stream().map(Csv::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
