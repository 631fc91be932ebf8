// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables of docs/upsmon-compatibility.md. */
final class CompatibilityDocument {

    /** Where a row may name no test. */
    static final String NOT_THERE_YET = "Not there yet";

    static final String NO_TEST = "-";

    /** The project's directory, seen from the module's. */
    static final Path PROJECT = Path.of("..");

    private static final Path FILE = PROJECT.resolve("docs/upsmon-compatibility.md");

    /** A bar that is written in a cell has a backslash before it. */
    private static final Pattern CELL_END = Pattern.compile("(?<!\\\\)\\|");

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern RULE = Pattern.compile("\\|(-+\\|)+");

    private CompatibilityDocument() {}

    /**
     * A row of a table, without its head.
     *
     * @param section the heading of the second level it is under
     * @param cells without blanks around them
     */
    record Row(String section, int line, List<String> cells) {

        /** What stands as code in the first cell: the names the row is about. */
        Set<String> names() {
            return code(cells.get(0));
        }

        /** The last cell. */
        String tests() {
            return cells.get(cells.size() - 1);
        }

        /** What stands as code in the last cell. */
        Set<String> namedTests() {
            return code(tests());
        }

        @Override
        public String toString() {
            return FILE.getFileName() + ":" + line;
        }

        private static Set<String> code(String cell) {
            return CODE.matcher(cell)
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
    }

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        List<String> lines = lines();
        String section = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("## ")) {
                section = line.substring(3);
            }
            boolean head = i + 1 < lines.size() && isRule(lines.get(i + 1));
            if (line.startsWith("|") && !isRule(line) && !head) {
                rows.add(new Row(section, i + 1, cells(line)));
            }
        }
        return rows;
    }

    private static boolean isRule(String line) {
        Matcher rule = RULE.matcher(line);
        return rule.matches();
    }

    private static List<String> cells(String line) {
        String[] cells = CELL_END.split(line.substring(1));
        return List.of(cells).stream().map(String::strip).toList();
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(FILE);
        } catch (IOException e) {
            throw new IllegalStateException("run the tests in the directory of the module", e);
        }
    }
}
