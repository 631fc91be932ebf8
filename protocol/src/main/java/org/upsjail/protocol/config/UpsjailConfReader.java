// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.nio.file.Path;
import java.util.List;
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
    private static final String REDUCEDJAIL = "REDUCEDJAIL";
    private static final Set<String> KNOWN =
            Set.of(JAILUSER, JAILDIR, RUNDIR, FSDGRACE, FINALWALL, UNTESTEDARCH, READABLECONF, REDUCEDJAIL);

    /** What Java calls the architectures there is an untested table for. */
    private static final String AARCH64 = "aarch64";

    private static final String WITHOUT_CHROOT = "without-chroot";

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
        acceptOnly(
                UNTESTEDARCH,
                AARCH64,
                "the table of system calls of " + AARCH64 + " was never run",
                "report how it goes");
        acceptOnly(
                REDUCEDJAIL,
                WITHOUT_CHROOT,
                "the monitor is not locked into an empty directory",
                "give it CAP_SYS_CHROOT and take this out");
        boolean readable = directives.flag(READABLECONF, false);
        if (readable) {
            directives
                    .last(READABLECONF)
                    .ifPresent(line -> problems.warning(
                            line, "others may read the passwords of upsmon.conf", "close it and take this out"));
        }
        boolean withoutChroot = directives.last(REDUCEDJAIL).isPresent();
        return new Accepted(directives.text(UNTESTEDARCH), readable, withoutChroot);
    }

    /** Each is a warning at every start, or an error where the word is another one. */
    private void acceptOnly(String directive, String word, String what, String remedy) {
        directives.last(directive).ifPresent(line -> {
            if (line.arguments().get(0).equals(word)) {
                problems.warning(line, what, remedy);
            } else {
                problems.error(line, directive + " knows one word, " + word, "correct it or take it out");
            }
        });
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
