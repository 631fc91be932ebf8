// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.upsjail.protocol.config.UpsjailConf.NotifyRates;
import org.upsjail.protocol.config.UpsjailConf.Records;

/** The lines of an upsjail.conf to a checked {@link UpsjailConf}. */
final class UpsjailConfReader {

    private static final String JAILUSER = "JAILUSER";
    private static final String JAILDIR = "JAILDIR";
    private static final String RUNDIR = "RUNDIR";
    private static final String FSDGRACE = "FSDGRACE";
    private static final String FINALWALL = "FINALWALL";
    private static final String NOTIFYRATE = "NOTIFYRATE";
    private static final String NOTIFYRATEALL = "NOTIFYRATEALL";
    private static final String STATEDIR = "STATEDIR";
    private static final String JOURNALSIZE = "JOURNALSIZE";
    private static final String JOURNALFILES = "JOURNALFILES";
    private static final String METRICSFILE = "METRICSFILE";
    private static final Set<String> KNOWN = Set.of(
            JAILUSER,
            JAILDIR,
            RUNDIR,
            FSDGRACE,
            FINALWALL,
            NOTIFYRATE,
            NOTIFYRATEALL,
            STATEDIR,
            JOURNALSIZE,
            JOURNALFILES,
            METRICSFILE);

    /** Beyond ten thousand a minute a limit limits nothing. */
    private static final int MAX_RATE = 10_000;

    /** What is carried over to a new file, the state of 2,000 UPSes, must be small beside it. */
    private static final int MIN_JOURNAL_KIB = 64;

    private static final int MAX_JOURNAL_KIB = 1 << 20;
    private static final int MAX_JOURNAL_FILES = 100;

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
                new NotifyRates(
                        directives.integer(NOTIFYRATE, UpsjailConf.DEFAULT_NOTIFY_RATE, 1, MAX_RATE),
                        directives.integer(NOTIFYRATEALL, UpsjailConf.DEFAULT_NOTIFY_RATE_ALL, 1, MAX_RATE)),
                records());
    }

    private Records records() {
        int kib = directives.integer(JOURNALSIZE, UpsjailConf.DEFAULT_JOURNAL_KIB, MIN_JOURNAL_KIB, MAX_JOURNAL_KIB);
        return new Records(
                directory(STATEDIR, UpsjailConf.DEFAULT_STATE_DIRECTORY),
                kib * 1024L,
                directives.integer(JOURNALFILES, UpsjailConf.DEFAULT_JOURNAL_FILES, 2, MAX_JOURNAL_FILES),
                directives.text(METRICSFILE).map(given -> directory(METRICSFILE, given)));
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
