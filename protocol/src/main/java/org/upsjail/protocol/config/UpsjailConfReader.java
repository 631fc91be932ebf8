// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.upsjail.protocol.config.UpsjailConf.Accepted;

/** The lines of an upsjail.conf to a checked {@link UpsjailConf}. */
final class UpsjailConfReader {

    private static final String JAILUSER = "JAILUSER";
    private static final String JAILDIR = "JAILDIR";
    private static final String RUNDIR = "RUNDIR";
    private static final String FSDGRACE = "FSDGRACE";
    private static final String FINALWALL = "FINALWALL";
    private static final String UNTESTEDARCH = "UNTESTEDARCH";
    private static final String READABLECONF = "READABLECONF";
    private static final Set<String> KNOWN =
            Set.of(JAILUSER, JAILDIR, RUNDIR, FSDGRACE, FINALWALL, UNTESTEDARCH, READABLECONF);

    /** What Java calls the architectures there is an untested table for. */
    private static final String AARCH64 = "aarch64";

    private final Directives directives;
    private final ConfigProblems problems;

    private UpsjailConfReader(Directives directives, ConfigProblems problems) {
        this.directives = directives;
        this.problems = problems;
    }

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
        return new UpsjailConfReader(directives, problems).read();
    }

    private UpsjailConf read() {
        return new UpsjailConf(
                directives.text(JAILUSER).orElse(UpsjailConf.DEFAULT_JAIL_USER),
                directory(JAILDIR, UpsjailConf.DEFAULT_JAIL_DIRECTORY),
                directory(RUNDIR, UpsjailConf.DEFAULT_RUN_DIRECTORY),
                directives.seconds(FSDGRACE, UpsjailConf.DEFAULT_FSD_GRACE_SECONDS),
                directives.flag(FINALWALL, true),
                accepted());
    }

    private Accepted accepted() {
        Optional<ConfigLine> architecture = directives.last(UNTESTEDARCH);
        architecture.ifPresent(line -> {
            if (line.arguments().get(0).equals(AARCH64)) {
                problems.warning(
                        line, "the table of system calls of " + AARCH64 + " was never run", "report how it goes");
            } else {
                problems.error(line, "there is no untested table but that of " + AARCH64, "take it out");
            }
        });
        boolean readable = directives.flag(READABLECONF, false);
        if (readable) {
            directives
                    .last(READABLECONF)
                    .ifPresent(line -> problems.warning(
                            line, "others may read the passwords of upsmon.conf", "close it and take this out"));
        }
        return new Accepted(directives.text(UNTESTEDARCH), readable);
    }

    private Path directory(String directive, String ifAbsent) {
        Path path = Path.of(directives.text(directive).orElse(ifAbsent));
        if (!path.isAbsolute()) {
            directives
                    .last(directive)
                    .ifPresent(line -> problems.error(line, directive + " is not an absolute path", "begin it with /"));
        }
        return path;
    }
}
