// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.upsjail.protocol.config.ConfigProblem.Severity;

/** Collects problems, so that an admin sees all of them at once. */
final class ConfigProblems {

    /** A file of garbage must not fill the log; what is cut is counted. */
    static final int MAX_KEPT = 100;

    private final List<ConfigProblem> kept = new ArrayList<>();
    private int errors;

    void error(ConfigLine line, String what, String remedy) {
        error(line.file(), line.number(), what, remedy);
    }

    void error(Path file, int line, String what, String remedy) {
        errors++;
        keep(new ConfigProblem(Severity.ERROR, file, line, what, remedy));
    }

    void warning(ConfigLine line, String what, String remedy) {
        warning(line.file(), line.number(), what, remedy);
    }

    void warning(Path file, int line, String what, String remedy) {
        keep(new ConfigProblem(Severity.WARNING, file, line, what, remedy));
    }

    boolean hasErrors() {
        return errors > 0;
    }

    List<ConfigProblem> all() {
        return List.copyOf(kept);
    }

    private void keep(ConfigProblem problem) {
        if (kept.size() < MAX_KEPT) {
            kept.add(problem);
        }
    }
}
