// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A checked upsjail.conf: what upsmon has no directive for.
 *
 * @param jailUser JAILUSER: the monitor's account, a name or {@code uid:gid}
 * @param jailDirectory JAILDIR: the empty directory the monitor is locked into
 * @param runDirectory RUNDIR: where the operator's socket is
 * @param fsdGrace FSDGRACE: how long an FSD that upsd had set before we started is let be while the UPS is on line
 * @param finalWall FINALWALL: whether the terminals are told of the shutdown whatever NOTIFYFLAG says
 * @param startTls STARTTLS: whether servers are asked for TLS
 * @param tlsMin TLSMIN: the oldest version of TLS that is spoken
 * @param nameServers NAMESERVERS: whom the monitor asks instead of those of resolv.conf; none: those
 * @param accepted what the administrator accepts by name although it is not as safe as it should be
 */
public record UpsjailConf(
        String jailUser,
        Path jailDirectory,
        Path runDirectory,
        Duration fsdGrace,
        boolean finalWall,
        StartTls startTls,
        TlsVersion tlsMin,
        List<NameServer> nameServers,
        NotifyRates notifyRates,
        Records records,
        Accepted accepted) {

    /**
     * Protections that may be missing. Each is a warning at every start.
     *
     * @param untestedArchitecture UNTESTEDARCH: a machine whose table of system calls was never run, as Java calls it
     * @param readableConfiguration READABLECONF: whether others may read upsmon.conf and the passwords in it
     * @param withoutChroot REDUCEDJAIL without-chroot: the monitor keeps the host's root directory, and the seccomp
     *     filter alone keeps it from files
     */
    public record Accepted(
            Optional<String> untestedArchitecture, boolean readableConfiguration, boolean withoutChroot) {}

    /**
     * How many announcements a minute are told, and as many at once.
     *
     * @param ofOneType NOTIFYRATE: of one type, of one UPS
     * @param inAll NOTIFYRATEALL: of all; the dispatcher adds some for each MONITOR line
     */
    public record NotifyRates(int ofOneType, int inAll) {}

    /**
     * What is written down.
     *
     * @param stateDirectory STATEDIR: holds the journal
     * @param journalBytes JOURNALSIZE: what one file of the journal grows to
     * @param journalFiles JOURNALFILES: how many files of the journal are kept
     * @param metricsFile METRICSFILE: for the textfile collector of node_exporter; empty: none is written
     */
    public record Records(Path stateDirectory, long journalBytes, int journalFiles, Optional<Path> metricsFile) {

        /** Whether a journal kept under these can be kept on under {@code other}. */
        public boolean sameJournal(Records other) {
            return stateDirectory.equals(other.stateDirectory)
                    && journalBytes == other.journalBytes
                    && journalFiles == other.journalFiles;
        }
    }

    public static final String FILE_NAME = "upsjail.conf";

    static final String DEFAULT_JAIL_USER = "upsjail";
    static final String DEFAULT_JAIL_DIRECTORY = "/var/lib/upsjail/jail";
    static final String DEFAULT_RUN_DIRECTORY = "/run/upsjail";

    /** Time for an operator to read the warning, log in and restart upsd. */
    static final int DEFAULT_FSD_GRACE_SECONDS = 300;

    /** MAXNS of resolv.conf(5). */
    static final int MAX_NAMESERVERS = 3;

    /** A supply that changes every two seconds is broken, and says so often enough. */
    static final int DEFAULT_NOTIFY_RATE = 30;

    /** Ten a second: what sixteen handlers that take a second each can do, and more than anybody reads. */
    static final int DEFAULT_NOTIFY_RATE_ALL = 600;

    static final String DEFAULT_STATE_DIRECTORY = "/var/lib/upsjail";

    /** Some 25,000 records: months of a quiet host, an hour of a bad day. */
    static final int DEFAULT_JOURNAL_KIB = 4096;

    static final int DEFAULT_JOURNAL_FILES = 4;

    public UpsjailConf {
        nameServers = List.copyOf(nameServers);
    }
}
