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

    public static final String FILE_NAME = "upsjail.conf";

    static final String DEFAULT_JAIL_USER = "upsjail";
    static final String DEFAULT_JAIL_DIRECTORY = "/var/lib/upsjail/jail";
    static final String DEFAULT_RUN_DIRECTORY = "/run/upsjail";

    /** Time for an operator to read the warning, log in and restart upsd. */
    static final int DEFAULT_FSD_GRACE_SECONDS = 300;

    /** MAXNS of resolv.conf(5). */
    static final int MAX_NAMESERVERS = 3;

    public UpsjailConf {
        nameServers = List.copyOf(nameServers);
    }
}
