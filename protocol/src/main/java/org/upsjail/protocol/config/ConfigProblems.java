// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.upsjail.protocol.config.ConfigProblem.Severity;

/** Collects problems, so that an admin sees all of them at once. */
final class ConfigProblems {

    /** A file of garbage must not fill the log; what is cut is counted. */
    static final int MAX_KEPT = 100;

    private final List<ConfigProblem> errors = new ArrayList<>();
    private final List<ConfigProblem> warnings = new ArrayList<>();
    private @Nullable ConfigProblem firstCut;
    private int cut;

    void error(ConfigLine line, String what, String remedy) {
        error(line.file(), line.number(), what, remedy);
    }

    void error(Path file, int line, String what, String remedy) {
        keep(errors, new ConfigProblem(Severity.ERROR, file, line, what, remedy));
    }

    void warning(ConfigLine line, String what, String remedy) {
        warning(line.file(), line.number(), what, remedy);
    }

    void warning(Path file, int line, String what, String remedy) {
        keep(warnings, new ConfigProblem(Severity.WARNING, file, line, what, remedy));
    }

    boolean hasErrors() {
        return !errors.isEmpty();
    }

    /** In the order of the files; how many there were beyond {@value #MAX_KEPT} of a kind is the last. */
    List<ConfigProblem> all() {
        List<ConfigProblem> all = new ArrayList<>(errors);
        all.addAll(warnings);
        all.sort(ConfigProblems::inOrderOfTheFiles);
        if (firstCut != null) {
            String what = cut + " more problems are not shown";
            all.add(new ConfigProblem(firstCut.severity(), firstCut.file(), 0, what, "correct these first"));
        }
        return List.copyOf(all);
    }

    /** Both programs sort them before they start: a comparator of the JDK's making is in no class-data archive. */
    private static int inOrderOfTheFiles(ConfigProblem one, ConfigProblem other) {
        int files = one.file().compareTo(other.file());
        return files != 0 ? files : Integer.compare(one.line(), other.line());
    }

    /** Apart, so that warnings never crowd out the error that refuses the start. */
    private void keep(List<ConfigProblem> ofItsKind, ConfigProblem problem) {
        if (ofItsKind.size() < MAX_KEPT) {
            ofItsKind.add(problem);
            return;
        }
        cut++;
        if (firstCut == null) {
            firstCut = problem;
        }
    }
}
