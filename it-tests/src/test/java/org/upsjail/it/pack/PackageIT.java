// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.upsjail.it.root.DebianRelease;
import org.upsjail.it.root.DebianRoot;
import org.upsjail.it.root.Said;

/** The package on a Debian that had upsmon, with the init scripts of both; the units are for the tests that boot. */
@ParameterizedClass
@EnumSource(DebianRelease.class)
class PackageIT {

    /** What a running sysvinit leaves to be seen: its FIFO, and a runlevel. */
    private static final String INIT_RUNS = "mkfifo /run/initctl; rm -f /usr/sbin/runlevel;"
            + " printf '#!/bin/sh\\necho N 2\\n' >/usr/sbin/runlevel; chmod 0755 /usr/sbin/runlevel";

    private static final String UPSMON_RUNS =
            "/etc/init.d/nut-client start; until [ -s /run/nut/upsmon.pid ]; do sleep 0.1; done";

    private static final String UPSMON_IS_GONE =
            "while grep -qx upsmon /proc/[0-9]*/comm 2>/dev/null; do sleep 0.1; done; echo upsmon is gone";

    private static final String TAKEOVER = "/usr/lib/upsjail/bin/upsjail-takeover";
    private static final String NO_TAKEOVER = "if " + TAKEOVER + "; then exit 9; fi";
    private static final String WHO_RUNS = "echo running: $(cat /proc/[0-9]*/comm | sort -u)";
    private static final String BAD_LINE = "echo NONSENSE >>/etc/nut/upsmon.conf";
    private static final String FILES = "find / -xdev | sort";

    /** JUnit gives it to {@link #installOnAHostWithoutAnInit} where a field asks for it. */
    @Parameter
    @SuppressWarnings("NullAway.Init")
    DebianRelease release;

    @SuppressWarnings("NullAway.Init")
    private static DebianRoot host;

    @SuppressWarnings("NullAway.Init")
    private static String filesBefore;

    @BeforeParameterizedClassInvocation
    static void installOnAHostWithoutAnInit(DebianRelease release) throws IOException, InterruptedException {
        host = DebianRoot.pristine(release);
        BuiltPackage.built().copyTo(host);
        host.done(BuiltPackage.WATCHED_HOST);
        filesBefore = host.done(FILES);
        String said = host.done(BuiltPackage.INSTALL);
        assertTrue(said.contains("upsjail-takeover after the boot"), said);
    }

    @AfterParameterizedClassInvocation
    static void leave() throws IOException {
        host.close();
    }

    @Test
    void theCommandIsInThePathAndKnowsItsVersion() throws IOException, InterruptedException {
        try (DebianRoot root = host.copy()) {
            String said = root.done("upsjail -V", "upsjail check");
            assertTrue(said.startsWith("upsjail 0."), said);
        }
    }

    @Test
    void theArchivesAreMadeAtTheInstallationAndAgainWhenAJavaRuntimeChanges() throws IOException, InterruptedException {
        String list = "ls /usr/lib/upsjail/lib/cds";
        List<String> all = List.of(
                "dispatcher.jsa",
                "dispatcher.stamp",
                "monitor-plain.jsa",
                "monitor-plain.stamp",
                "monitor.jsa",
                "monitor.stamp");
        try (DebianRoot root = host.copy()) {
            assertEquals(all, root.done(list).lines().toList());

            root.done("rm -r /usr/lib/upsjail/lib/cds", "dpkg-trigger --no-await --by-package=dpkg /usr/lib/jvm");
            root.done("dpkg --triggers-only --pending");
            assertEquals(all, root.done(list).lines().toList());
        }
    }

    @Test
    void whoAsksUpsmonReachesUpsjailAndWhoStartsUpsmonGetsUpsmon() throws IOException, InterruptedException {
        try (DebianRoot root = host.copy()) {
            Said asked = root.sh("/sbin/upsmon -c status");
            assertEquals(1, asked.status());
            assertTrue(asked.text().contains("no answer from a running upsjail"), asked.text());

            String started = root.done(UPSMON_RUNS, WHO_RUNS);
            assertTrue(started.contains(" upsmon"), started);
            assertFalse(started.contains(" java"), started);
        }
    }

    @Test
    void whileUpsmonRunsWhoAsksItReachesIt() throws IOException, InterruptedException {
        try (DebianRoot root = host.copy()) {
            String said = root.done(UPSMON_RUNS, "upsmon -c stop", UPSMON_IS_GONE);
            assertTrue(said.endsWith("upsmon is gone"), said);
        }
    }

    /** /run/nut is the account's of NUT, and -K is asked at the end of a power failure. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mkfifo",
                "ln -s /dev/zero",
                "ln -s /nonexistent",
                "mkdir",
                "truncate -s 1T",
                "echo 1/../self >",
                "perl -MIO::Socket::UNIX -e 'IO::Socket::UNIX->new(Local => shift, Listen => 1)'"
            })
    void whatLiesInThePlaceOfUpsmonsPidFileHoldsNobodyUp(String trick) throws IOException, InterruptedException {
        try (DebianRoot root = host.copy()) {
            String said = root.done(
                    trick + " /run/nut/upsmon.pid",
                    "timeout 60 /sbin/upsmon -K || echo flag $?",
                    "timeout 60 /sbin/upsmon -c status || echo asked $?",
                    "timeout 60 /usr/lib/upsjail/bin/upsjail-upsmon-runs || echo runs $?");

            assertTrue(said.contains("flag 1"), said);
            assertTrue(said.contains("asked 1"), said);
            assertTrue(said.endsWith("runs 1"), said);
        }
    }

    @Test
    void upsmonGoesOnWhereTheConfigurationWouldBeRefused() throws IOException, InterruptedException {
        try (DebianRoot root = host.copy()) {
            String said = root.done(INIT_RUNS, UPSMON_RUNS, BAD_LINE, NO_TAKEOVER, WHO_RUNS);

            assertTrue(said.contains("unknown directive NONSENSE"), said);
            assertTrue(said.contains("what runs is left running"), said);
            assertTrue(said.contains(" upsmon"), said);
            assertFalse(said.contains(" java"), said);
            assertTrue(root.done("ls /etc/rc2.d").contains("S01nut-client"));
        }
    }

    /** A script that fails, and one that cannot even be enabled. */
    @ParameterizedTest
    @ValueSource(strings = {"/END INIT INFO/a exit 1", "/INIT INFO/d"})
    void upsmonIsStartedAgainWhereUpsjailDoesNotComeUp(String edit) throws IOException, InterruptedException {
        try (DebianRoot root = host.copy()) {
            root.done("sed -i '" + edit + "' /etc/init.d/upsjail");

            String said = root.done(INIT_RUNS, UPSMON_RUNS, NO_TAKEOVER, WHO_RUNS);

            assertTrue(said.contains("upsmon watches this host"), said);
            assertTrue(said.contains(" upsmon"), said);
            String atBoot = root.done("ls /etc/rc2.d");
            assertTrue(atBoot.contains("S01nut-client"), atBoot);
            assertFalse(atBoot.contains("S01upsjail"), atBoot);
        }
    }

    @Test
    void upsmonIsStartedAgainWhereTheMonitorRefuses() throws IOException, InterruptedException {
        try (DebianRoot root = host.copy()) {
            // As a package that was changed by hand: the check is well, the monitor does not even start.
            root.done("rm /usr/lib/upsjail/lib/upsjail-monitor.jar");

            String said = root.done(INIT_RUNS, UPSMON_RUNS, NO_TAKEOVER, WHO_RUNS);

            assertTrue(said.contains("does not watch; the log says why"), said);
            assertTrue(said.contains("upsmon watches this host"), said);
            assertTrue(said.contains(" upsmon"), said);
        }
    }

    @Test
    void upsjailTakesOverGivesBackWhenItIsRemovedAndLeavesNothingWhenPurged() throws IOException, InterruptedException {
        try (DebianRoot root = host.copy()) {
            String said = root.done(
                    INIT_RUNS,
                    UPSMON_RUNS,
                    TAKEOVER,
                    WHO_RUNS,
                    "ls /etc/rc2.d",
                    "upsmon -c status",
                    "echo === removed",
                    "dpkg --remove upsjail",
                    WHO_RUNS,
                    "ls /etc/rc2.d /sbin/upsmon");

            String installed = said.substring(0, said.indexOf("=== removed"));
            assertTrue(installed.matches("(?s).*running:.* java .*"), said);
            assertFalse(installed.contains(" upsmon\n"), said);
            assertTrue(installed.contains("K01nut-client"), said);
            assertTrue(installed.contains("jail proved by itself"), said);
            String removed = said.substring(installed.length());
            assertTrue(removed.contains("upsmon watches this host"), said);
            assertFalse(removed.contains(" java"), said);
            assertTrue(removed.contains("S01nut-client"), said);

            root.done("dpkg --purge upsjail");
            assertFalse(root.done("dpkg-divert --list").contains("upsjail"));
            assertEquals(filesBefore, root.done(FILES));
        }
    }

    @Test
    void anUpgradeStartsTheNewOneAndKeepsAnEditedFile() throws IOException, InterruptedException {
        try (DebianRoot root = host.copy()) {
            BuiltPackage.makeNewer(root);
            String edit = "echo FSDGRACE 7 >>/etc/nut/upsjail.conf";

            String said = root.done(
                    INIT_RUNS,
                    UPSMON_RUNS,
                    edit,
                    TAKEOVER,
                    pidAs("before"),
                    BuiltPackage.INSTALL_NEWER,
                    pidAs("after"),
                    "upsjail -c status",
                    "tail -n 1 /etc/nut/upsjail.conf");

            assertNotEquals(pid("before", said), pid("after", said), said);
            assertTrue(said.contains("jail proved by itself"), said);
            assertTrue(said.endsWith("FSDGRACE 7"), said);
        }
    }

    @Test
    void anUpgradeWithAConfigurationThatWouldBeRefusedLeavesTheOldOneRunning()
            throws IOException, InterruptedException {
        try (DebianRoot root = host.copy()) {
            BuiltPackage.makeNewer(root);

            String said = root.done(
                    INIT_RUNS,
                    TAKEOVER,
                    pidAs("before"),
                    BAD_LINE,
                    BuiltPackage.INSTALL_NEWER,
                    pidAs("after"),
                    "upsjail -c status");

            assertTrue(said.contains("what runs is left running"), said);
            assertEquals(pid("before", said), pid("after", said), said);
        }
    }

    @Test
    void theInitScriptStartsRestartsAndStopsAndSaysWhetherItRuns() throws IOException, InterruptedException {
        String script = "/etc/init.d/upsjail";
        String status = script + " status >/dev/null 2>&1 && echo runs || echo status $?";
        try (DebianRoot root = host.copy()) {
            String said = root.done(
                    status,
                    script + " start",
                    status,
                    pidAs("first"),
                    script + " start",
                    pidAs("second"),
                    script + " restart",
                    pidAs("third"),
                    script + " stop",
                    status,
                    script + " stop");

            assertEquals(
                    List.of("status 3", "runs", "status 3"),
                    said.lines()
                            .filter(line -> line.matches("runs|status \\d+"))
                            .toList(),
                    said);
            assertEquals(pid("first", said), pid("second", said), said);
            assertNotEquals(pid("second", said), pid("third", said), said);
        }
    }

    @Test
    void theInitScriptLeavesTheOneThatRunsWhereARestartWouldBeRefused() throws IOException, InterruptedException {
        String script = "/etc/init.d/upsjail";
        try (DebianRoot root = host.copy()) {
            String said = root.done(
                    script + " start",
                    pidAs("before"),
                    BAD_LINE,
                    script + " restart || echo refused $?",
                    pidAs("after"),
                    "upsjail -c status");

            assertTrue(said.contains("refused 6"), said);
            assertEquals(pid("before", said), pid("after", said), said);
        }
    }

    @Test
    void lintianHasNothingToSay() throws IOException, InterruptedException {
        assertEquals("", BuiltPackage.built().lintian());
    }

    private static String pidAs(String moment) {
        return "echo pid " + moment + " $(cat /run/nut/upsmon.pid)";
    }

    private static String pid(String moment, String said) {
        return said.lines()
                .filter(line -> line.matches("pid " + moment + " \\d+"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(said))
                .replaceFirst(".* ", "");
    }
}
