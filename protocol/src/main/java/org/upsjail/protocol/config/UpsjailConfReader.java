// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.upsjail.protocol.config.UpsjailConf.Accepted;
import org.upsjail.protocol.config.UpsjailConf.NotifyRates;
import org.upsjail.protocol.config.UpsjailConf.Records;

/** The lines of an upsjail.conf to a checked {@link UpsjailConf}. */
final class UpsjailConfReader {

    private static final String JAILUSER = "JAILUSER";
    private static final String JAILDIR = "JAILDIR";
    private static final String RUNDIR = "RUNDIR";
    private static final String FSDGRACE = "FSDGRACE";
    private static final String FINALWALL = "FINALWALL";
    private static final String STARTTLS = "STARTTLS";
    private static final String TLSMIN = "TLSMIN";
    private static final String NAMESERVERS = "NAMESERVERS";
    private static final String UNTESTEDARCH = "UNTESTEDARCH";
    private static final String READABLECONF = "READABLECONF";
    private static final String REDUCEDJAIL = "REDUCEDJAIL";
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
            STARTTLS,
            TLSMIN,
            NAMESERVERS,
            UNTESTEDARCH,
            READABLECONF,
            REDUCEDJAIL,
            NOTIFYRATE,
            NOTIFYRATEALL,
            STATEDIR,
            JOURNALSIZE,
            JOURNALFILES,
            METRICSFILE);

    /** What Java calls the architectures there is an untested table for. */
    private static final String AARCH64 = "aarch64";

    private static final String WITHOUT_CHROOT = "without-chroot";

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
            } else if (line.arguments().size() != 1 && !line.directive().equals(NAMESERVERS)) {
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
                startTls(),
                tlsMin(),
                directives.last(NAMESERVERS).map(this::nameServers).orElse(List.of()),
                new NotifyRates(
                        directives.integer(NOTIFYRATE, UpsjailConf.DEFAULT_NOTIFY_RATE, 1, MAX_RATE),
                        directives.integer(NOTIFYRATEALL, UpsjailConf.DEFAULT_NOTIFY_RATE_ALL, 1, MAX_RATE)),
                records(),
                accepted());
    }

    private Records records() {
        int kib = directives.integer(JOURNALSIZE, UpsjailConf.DEFAULT_JOURNAL_KIB, MIN_JOURNAL_KIB, MAX_JOURNAL_KIB);
        return new Records(
                directory(STATEDIR, UpsjailConf.DEFAULT_STATE_DIRECTORY),
                kib * 1024L,
                directives.integer(JOURNALFILES, UpsjailConf.DEFAULT_JOURNAL_FILES, 2, MAX_JOURNAL_FILES),
                directives.text(METRICSFILE).map(given -> directory(METRICSFILE, given)));
    }

    private StartTls startTls() {
        Optional<ConfigLine> line = directives.last(STARTTLS);
        String word = line.map(found -> found.arguments().get(0).toLowerCase(Locale.ROOT))
                .orElse("try");
        return switch (word) {
            case "off" -> StartTls.OFF;
            case "try" -> StartTls.TRY;
            case "require" -> StartTls.REQUIRE;
            default -> {
                line.ifPresent(found ->
                        problems.error(found, "STARTTLS is given \"" + word + "\"", "write off, try or require"));
                yield StartTls.TRY;
            }
        };
    }

    private TlsVersion tlsMin() {
        Optional<ConfigLine> line = directives.last(TLSMIN);
        if (line.isEmpty()) {
            return TlsVersion.TLS_1_2;
        }
        String word = line.get().arguments().get(0);
        Optional<TlsVersion> version = TlsVersion.ofNumber(word);
        if (version.isEmpty()) {
            problems.error(line.get(), "TLSMIN is given \"" + word + "\"", "write 1.0, 1.1, 1.2 or 1.3");
        } else if (version.get().compareTo(TlsVersion.TLS_1_2) < 0) {
            problems.warning(
                    line.get(),
                    "TLS " + version.get() + " is allowed, which can be broken",
                    "renew upsd and take TLSMIN out");
        }
        return version.orElse(TlsVersion.TLS_1_2);
    }

    private List<NameServer> nameServers(ConfigLine line) {
        int count = line.arguments().size();
        if (count < 1 || count > UpsjailConf.MAX_NAMESERVERS) {
            problems.error(
                    line,
                    NAMESERVERS + " takes 1 to " + UpsjailConf.MAX_NAMESERVERS + " addresses",
                    "name the ones to be asked first, or take the line out to have those of resolv.conf");
            return List.of();
        }
        return IntStream.range(0, count)
                .mapToObj(i -> directives.read(
                        line,
                        i,
                        "write 192.0.2.1, 192.0.2.1:53, 2001:db8::1 or [2001:db8::1]:53",
                        argument -> NameServer.parse(line.arguments().get(argument))))
                .flatMap(Optional::stream)
                .toList();
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
