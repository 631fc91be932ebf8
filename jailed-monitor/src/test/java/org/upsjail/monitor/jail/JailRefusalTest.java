// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real JVMs that must not get into the jail, since it would not hold. Needs root, and says so by failing. */
@Timeout(60)
@Tag("root")
class JailRefusalTest {

    private static JailFixture fixture;

    @BeforeAll
    static void createJail() throws IOException {
        fixture = JailFixture.create();
    }

    @AfterAll
    static void removeJail() throws IOException {
        fixture.close();
    }

    @Test
    void proofFailsWithoutTheFilter() throws IOException {
        try (JailedProcess jailed = fixture.start("unfiltered")) {
            String answer = jailed.answer();
            assertTrue(answer.startsWith("FAILED "), answer);
            assertTrue(answer.contains("does not refuse 'execve' from the main thread: EFAULT"), answer);
        }
    }

    @Test
    void unprivilegedStartIsRefused() throws IOException {
        // CAP_DAC_OVERRIDE only lets the JVM read its class path wherever that is.
        String capability = "+dac_override";
        List<String> asAccount = List.of(
                "setpriv",
                "--reuid=" + JailFixture.ID,
                "--regid=" + JailFixture.ID,
                "--clear-groups",
                "--inh-caps=" + capability,
                "--ambient-caps=" + capability);
        try (JailedProcess jailed = fixture.startBehind(asAccount)) {
            String answer = jailed.answer();
            assertTrue(answer.contains("it was started as uid " + JailFixture.ID), answer);
        }
    }

    @Test
    void rootWithoutChrootCapabilityIsRefused() throws IOException {
        List<String> bounded = List.of("setpriv", "--bounding-set=-sys_chroot");
        try (JailedProcess jailed = fixture.startBehind(bounded)) {
            String answer = jailed.answer();
            assertTrue(
                    answer.contains(
                            "root lacks CAP_SYS_CHROOT here; give it to this container or unit, or accept REDUCEDJAIL"),
                    answer);
        }
    }

    @Test
    void inheritableCapabilityOfAnyThreadIsRefused() throws IOException {
        List<String> inheriting = List.of("setpriv", "--inh-caps=+sys_chroot");
        try (JailedProcess jailed = fixture.startBehind(inheriting)) {
            String answer = jailed.answer();
            assertTrue(answer.contains("CapInh is '0000000000040000'"), answer);
        }
    }

    @Test
    void threadStartedWithTheLastCapabilityIsRefused() throws IOException {
        try (JailedProcess jailed = fixture.start("late")) {
            String answer = jailed.answer();
            assertTrue(answer.contains("CapPrm is '0000000000040000'"), answer);
        }
    }

    @Test
    void ordersThatAreNoPipeAreRefused() throws IOException {
        List<String> withoutOrders = List.of("bash", "-c", "exec </dev/null; exec \"$@\"", "bash");
        try (JailedProcess jailed = fixture.startBehind(withoutOrders)) {
            String answer = jailed.answer();
            assertTrue(answer.contains("descriptor 0: it is a terminal or another device"), answer);
        }
    }

    @Test
    void regularFileAsLogIsRefused() throws IOException {
        Path log = fixture.base().path().resolve("log");
        try (JailedProcess jailed = fixture.startWithLogFile(log)) {
            String answer = jailed.answer();
            assertTrue(answer.contains("descriptor 2: it is a regular file"), answer);
        }
    }
}
