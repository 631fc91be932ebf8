// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real JVM in a real jail. Needs root, and says so by failing. */
@Timeout(60)
@Tag("root")
class JailRealTest {

    private static final String FOUR_IDS = ("\t" + JailFixture.ID).repeat(4);
    private static final String NO_CAPABILITY = "\t0000000000000000";

    private static JailFixture fixture;

    @BeforeAll
    static void createJail() throws IOException {
        fixture = JailFixture.create();
    }

    @AfterAll
    static void removeJail() throws IOException {
        fixture.close();
    }

    /** {@link ForbiddenActsTest} has their names. */
    @Test
    void everyForbiddenActIsTriedAndRefused() throws IOException {
        try (JailedProcess jailed = fixture.start()) {
            assertEquals("JAILED 143", jailed.answer());
        }
    }

    @Test
    void everyThreadIsConfinedAsSeenFromOutside() throws IOException {
        try (JailedProcess jailed = jailed()) {
            List<List<String>> threads = jailed.threads();
            assertTrue(threads.size() > 5, "a JVM has more threads than " + threads.size());
            for (List<String> status : threads) {
                for (String due : List.of(
                        "Uid:" + FOUR_IDS,
                        "Gid:" + FOUR_IDS,
                        "CapInh:" + NO_CAPABILITY,
                        "CapPrm:" + NO_CAPABILITY,
                        "CapEff:" + NO_CAPABILITY,
                        "CapAmb:" + NO_CAPABILITY,
                        "NoNewPrivs:\t1",
                        "Seccomp:\t2")) {
                    assertTrue(status.contains(due), () -> due + " in " + status);
                }
                assertTrue(status.stream().anyMatch(line -> line.strip().equals("Groups:")), () -> "" + status);
            }
        }
    }

    @Test
    void rootAndWorkingDirectoryAreTheJail() throws IOException {
        try (JailedProcess jailed = jailed()) {
            assertEquals(fixture.jail(), Files.readSymbolicLink(jailed.proc().resolve("root")));
            assertEquals(fixture.jail(), Files.readSymbolicLink(jailed.proc().resolve("cwd")));
        }
    }

    @Test
    void noDirectoryIsHeldOpen() throws IOException {
        try (JailedProcess jailed = jailed();
                var descriptors = Files.newDirectoryStream(jailed.proc().resolve("fd"))) {
            List<Path> directories = new ArrayList<>();
            for (Path descriptor : descriptors) {
                if (Files.isDirectory(descriptor)) {
                    directories.add(Files.readSymbolicLink(descriptor));
                }
            }
            assertEquals(List.of(), directories);
        }
    }

    @Test
    void descriptorsThatLeakedInAreClosed() throws IOException {
        List<String> leaking = List.of("bash", "-c", "exec 21</ 22</etc/shadow 23<>/dev/null; exec \"$@\"", "bash");
        try (JailedProcess jailed = fixture.startBehind(leaking)) {
            assertTrue(jailed.answer().startsWith("JAILED "));
            // A number that is free again may have been given to a descriptor of its own.
            assertFalse(targetOf(jailed, 21).equals("/"));
            assertFalse(targetOf(jailed, 22).equals("/etc/shadow"));
            assertFalse(targetOf(jailed, 23).equals("/dev/null"));
        }
    }

    private static String targetOf(JailedProcess jailed, int descriptor) throws IOException {
        Path link = jailed.proc().resolve("fd").resolve(Integer.toString(descriptor));
        return Files.exists(link, LinkOption.NOFOLLOW_LINKS)
                ? Files.readSymbolicLink(link).toString()
                : "";
    }

    @Test
    void limitsAreSet() throws IOException {
        try (JailedProcess jailed = jailed()) {
            List<String> limits = Files.readAllLines(jailed.proc().resolve("limits")).stream()
                    .map(line -> line.replaceAll(" +", " "))
                    .toList();
            assertTrue(limits.contains("Max core file size 0 0 bytes "), limits::toString);
            assertTrue(limits.contains("Max file size 0 0 bytes "), limits::toString);
            assertTrue(limits.contains("Max open files 64 64 files "), limits::toString);
            assertTrue(
                    limits.contains("Max data size " + (256 << 20) + " " + (256 << 20) + " bytes "), limits::toString);
            assertTrue(limits.contains("Max locked memory 0 0 bytes "), limits::toString);
            assertTrue(limits.contains("Max msgqueue size 0 0 bytes "), limits::toString);
            assertTrue(limits.contains("Max nice priority 0 0 "), limits::toString);
            assertTrue(limits.contains("Max realtime priority 0 0 "), limits::toString);
            assertTrue(limits.contains("Max processes 0 0 processes "), limits::toString);
        }
    }

    @Test
    void connectionToUpsdIsStillPossible() throws IOException {
        try (JailedProcess jailed = jailed();
                ServerSocket upsd = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertEquals("CONNECTED", jailed.order("connect " + upsd.getLocalPort()));
        }
    }

    @Test
    void garbageIsStillCollected() throws IOException {
        try (JailedProcess jailed = jailed()) {
            assertEquals("COLLECTED " + 100 * (1 << 20), jailed.order("gc"));
        }
    }

    @Test
    void newThreadCannotStart() throws IOException {
        try (JailedProcess jailed = jailed()) {
            assertEquals("NO THREAD", jailed.order("thread"));
        }
    }

    @Test
    void newThreadIsRefusedByTheFilterAlone() throws IOException {
        try (JailedProcess jailed = fixture.start("threads")) {
            assertTrue(jailed.answer().startsWith("JAILED "));
            assertEquals("NO THREAD", jailed.order("thread"));
        }
    }

    @Test
    void programCannotStart() throws IOException {
        try (JailedProcess jailed = fixture.start("threads")) {
            assertTrue(jailed.answer().startsWith("JAILED "));
            assertTrue(jailed.order("exec").startsWith("REFUSED "));
        }
    }

    @Test
    void forkIsRefusedByTheFilter() throws IOException {
        try (JailedProcess jailed = fixture.start("threads")) {
            assertTrue(jailed.answer().startsWith("JAILED "));
            assertEquals("EPERM (1)", jailed.order("fork"));
        }
    }

    @Test
    void reducedJailNeedsNoChrootAndIsProvedAllTheSame() throws IOException {
        List<String> bounded = List.of("setpriv", "--bounding-set=-sys_chroot");
        try (JailedProcess jailed = fixture.startBehind(bounded, "reduced")) {
            String answer = jailed.answer();
            assertTrue(answer.startsWith("JAILED "), answer);
            assertEquals(Path.of("/"), Files.readSymbolicLink(jailed.proc().resolve("root")));
        }
    }

    @Test
    void unlistableDirectoryIsAJailToo() throws IOException {
        Path unlistable = fixture.base().directory("unlistable", "rwx--x--x");
        try (JailedProcess jailed =
                JailedProcess.start(fixture.libraries(), List.of(), unlistable.toString(), JailFixture.ID)) {
            assertTrue(jailed.answer().startsWith("JAILED "));
        }
    }

    @Test
    void terminationSignalEndsItWithoutAThread() throws Exception {
        try (JailedProcess jailed = jailed()) {
            jailed.process().destroy();
            assertTrue(jailed.process().waitFor(30, TimeUnit.SECONDS));
            assertEquals(128 + 15, jailed.process().exitValue());
        }
    }

    @Test
    void diesWithTheThreadThatStartedIt() throws Exception {
        CompletableFuture<JailedProcess> started = new CompletableFuture<>();
        CountDownLatch end = new CountDownLatch(1);
        Thread parent = new Thread(() -> {
            try {
                started.complete(fixture.start("parent"));
                end.await();
            } catch (IOException | InterruptedException e) {
                started.completeExceptionally(e);
            }
        });
        parent.start();
        try (JailedProcess jailed = started.get()) {
            assertTrue(jailed.answer().startsWith("JAILED "));
            assertTrue(jailed.process().isAlive());
            end.countDown();
            assertTrue(jailed.process().waitFor(30, TimeUnit.SECONDS));
            assertEquals(128 + 9, jailed.process().exitValue());
        }
    }

    @Test
    void outlivesTheThreadThatStartedItUnlessAsked() throws Exception {
        CompletableFuture<JailedProcess> started = new CompletableFuture<>();
        Thread parent = new Thread(() -> {
            try {
                started.complete(fixture.start());
            } catch (IOException e) {
                started.completeExceptionally(e);
            }
        });
        parent.start();
        try (JailedProcess jailed = started.get()) {
            parent.join();
            assertFalse(parent.isAlive());
            assertTrue(jailed.answer().startsWith("JAILED "));
        }
    }

    private static JailedProcess jailed() throws IOException {
        JailedProcess jailed = fixture.start();
        String answer = jailed.answer();
        assertTrue(answer.startsWith("JAILED "), answer);
        return jailed;
    }
}
