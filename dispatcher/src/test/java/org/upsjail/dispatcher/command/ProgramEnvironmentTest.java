// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The environment of every program, to the last variable. */
class ProgramEnvironmentTest {

    private static final Map<String, String> ACCOUNT = Map.of(
            "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME", "/var/lib/nut",
            "USER", "nut",
            "LOGNAME", "nut",
            "SHELL", "/bin/dash");

    private static ProgramEnvironment environment(Map<String, String> inherited) {
        return ProgramEnvironment.of(inherited, "nut", "/var/lib/nut", "/bin/dash");
    }

    /** By which ssh starts a ProxyCommand, and flock its command. */
    @ParameterizedTest
    @ValueSource(strings = {"/usr/sbin/nologin", "/sbin/nologin", "/bin/false", "/usr/bin/false", ""})
    void shellThatRunsNothingIsNotTheHandlers(String shell) {
        Map<String, String> base =
                ProgramEnvironment.of(Map.of(), "nut", "/var/lib/nut", shell).base();

        assertEquals("/bin/sh", base.get("SHELL"));
    }

    @Test
    void emptyEnvironmentGivesTheAccountAndThePath() {
        assertEquals(ACCOUNT, environment(Map.of()).base());
    }

    @ParameterizedTest
    @ValueSource(strings = {"LANG", "TZ", "LC_ALL", "LC_MESSAGES", "NUT_CONFPATH", "NUT_DEBUG_LEVEL"})
    void localeTimeZoneAndNutArePassedOn(String name) {
        assertEquals("as set", environment(Map.of(name, "as set")).base().get(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOTIFY_SOCKET",
                "LISTEN_FDS",
                "LISTEN_PID",
                "LISTEN_FDNAMES",
                "WATCHDOG_USEC",
                "WATCHDOG_PID",
                "JOURNAL_STREAM",
                "INVOCATION_ID",
                "MAINPID",
                "CREDENTIALS_DIRECTORY",
                "JAVA_TOOL_OPTIONS",
                "JDK_JAVA_OPTIONS",
                "LD_PRELOAD",
                "LD_LIBRARY_PATH",
                "UPSJAIL_JAVA",
                "BASH_ENV",
                "ENV",
                "IFS",
                "PYTHONPATH",
                "SUDO_USER",
                "SSH_AUTH_SOCK",
                "UPSNAME",
                "NOTIFYTYPE",
                "XNUT_",
                "NUT",
                "lc_all",
                "LANGUAGE",
                "TZDIR",
                ""
            })
    void nothingElseIs(String name) {
        assertEquals(ACCOUNT, environment(Map.of(name, "value")).base());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATH", "HOME", "USER", "LOGNAME", "SHELL"})
    void whatTheAccountHasIsNotInherited(String name) {
        assertEquals(ACCOUNT, environment(Map.of(name, "/tmp/of-the-starter")).base());
    }

    @Test
    void notifyCommandAlsoGetsTheUpsAndTheType() {
        Map<String, String> with = environment(Map.of()).with("ups@host", "ONBATT");

        assertEquals("ups@host", with.get("UPSNAME"));
        assertEquals("ONBATT", with.get("NOTIFYTYPE"));
        assertEquals(ACCOUNT.size() + 2, with.size());
    }

    @Test
    void oneNotifyCommandLeavesNothingForTheNext() {
        ProgramEnvironment environment = environment(Map.of());
        environment.with("ups@host", "ONBATT");

        assertEquals(ACCOUNT, environment.base());
    }
}
