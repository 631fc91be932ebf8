// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The lines of an upsjail.conf to a checked {@link UpsjailConf}. */
final class UpsjailConfReader {

    private static final String JAILUSER = "JAILUSER";
    private static final String JAILDIR = "JAILDIR";
    private static final Set<String> KNOWN = Set.of(JAILUSER, JAILDIR);

    private UpsjailConfReader() {}

    static UpsjailConf read(List<ConfigLine> lines, ConfigProblems problems) {
        Directives directives = new Directives(problems);
        for (ConfigLine line : lines) {
            if (!KNOWN.contains(line.directive())) {
                problems.error(line, "unknown directive " + line.directive(), "correct it or take it out");
            } else if (line.arguments().size() != 1) {
                problems.error(line, line.directive() + " takes one argument", "quote it if it has blanks");
            } else {
                directives.add(line);
            }
        }
        Path jail = Path.of(directives.text(JAILDIR).orElse(UpsjailConf.DEFAULT_JAIL_DIRECTORY));
        if (!jail.isAbsolute()) {
            directives
                    .last(JAILDIR)
                    .ifPresent(line -> problems.error(line, "JAILDIR is not an absolute path", "begin it with /"));
        }
        return new UpsjailConf(directives.text(JAILUSER).orElse(UpsjailConf.DEFAULT_JAIL_USER), jail);
    }
}
