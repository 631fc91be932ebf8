// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of PROTOCOL.md that tests compare the code with. */
final class ProtocolDocument {

    record Type(int code, String name, String payload) {}

    record OrderByte(String name, int code) {}

    record Finding(String violation, String foundBy) {}

    private static final Path FILE = Path.of("PROTOCOL.md");
    private static final Pattern TYPE_ROW =
            Pattern.compile("\\| 0x([0-9A-F]{2}) \\| ([A-Z]+) \\| ([A-Z_]+) \\| .+ \\|");
    private static final Pattern ORDER_ROW = Pattern.compile("\\| ([A-Z]+) \\| 0x([0-9A-F]{2}) \\| .+ \\|");
    private static final Pattern VIOLATION_ROW = Pattern.compile("\\| ([A-Z_]+) \\| ([a-z]+) \\| .+ \\|");

    private ProtocolDocument() {}

    /** The table of orders in section 1, in its order. */
    static List<OrderByte> orders() {
        List<OrderByte> orders = new ArrayList<>();
        for (String line : section(1)) {
            Matcher row = ORDER_ROW.matcher(line);
            if (row.matches()) {
                orders.add(new OrderByte(row.group(1), Integer.parseInt(row.group(2), 16)));
            }
        }
        return orders;
    }

    /** The table of types in section 3, in its order. */
    static List<Type> types() {
        List<Type> types = new ArrayList<>();
        for (String line : section(3)) {
            Matcher row = TYPE_ROW.matcher(line);
            if (row.matches()) {
                types.add(new Type(Integer.parseInt(row.group(1), 16), row.group(2), row.group(3)));
            }
        }
        return types;
    }

    /** The table of violations in section 6, in its order. */
    static List<Finding> violations() {
        List<Finding> violations = new ArrayList<>();
        for (String line : section(6)) {
            Matcher row = VIOLATION_ROW.matcher(line);
            if (row.matches()) {
                violations.add(new Finding(row.group(1), row.group(2)));
            }
        }
        return violations;
    }

    private static List<String> section(int number) {
        List<String> section = new ArrayList<>();
        boolean inside = false;
        for (String line : lines()) {
            inside = line.startsWith("## ") ? line.startsWith("## " + number + ". ") : inside;
            if (inside) {
                section.add(line);
            }
        }
        return section;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(FILE);
        } catch (IOException e) {
            throw new IllegalStateException("run the tests in the directory of the module", e);
        }
    }
}
