package dev.mesher.cli;

import java.util.ArrayList;
import java.util.List;

/** Formats rows of text as columns, each as wide as its widest cell. */
public final class Table {
    private static final String GAP = "  ";

    private Table() {}

    /** One line for each row. All rows must have as many cells as the first. */
    public static List<String> of(List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                line.append(cell);
                if (column < row.size() - 1) {
                    line.append(" ".repeat(width(rows, column) - cell.length())).append(GAP);
                }
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
