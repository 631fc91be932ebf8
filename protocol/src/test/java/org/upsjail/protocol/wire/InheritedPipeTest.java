// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FIFOs of this process, opened in both directions as systemd opens them. */
class InheritedPipeTest {

    private static final int NEVER_OPEN = 9999;

    @TempDir
    Path directory;

    @Test
    void aFifoForItsOwnerAloneIsTaken() throws Exception {
        assertEquals(Optional.empty(), objection("frames", "rw-------", "frames", true));
    }

    @Test
    void aFifoThatOthersMayWriteIsNot() throws Exception {
        assertObjects("its mode 602 lets others open it", objection("frames", "rw-----w-", "frames", true));
    }

    @Test
    void aFifoThatAGroupMayReadIsNotUnlessTheGroupIsRoots() throws Exception {
        Path fifo = fifo("frames", "rw-r-----");
        try (RandomAccessFile open = new RandomAccessFile(fifo.toFile(), "rw")) {
            boolean roots = Files.getAttribute(fifo, "unix:gid").equals(0);
            assertEquals(roots, pipe(fifo, "frames").objection(owner -> true).isEmpty());
            assertTrue(open.getChannel().isOpen());
        }
    }

    @Test
    @Tag("root")
    void aFifoThatAGroupOtherThanRootsMayOpenIsNot() throws Exception {
        assertObjects("its mode 640 lets others open it", ofGroup(12_345, "rw-r-----"));
    }

    @Test
    @Tag("root")
    void aFifoOfAGroupThatMayNotOpenItIsTaken() throws Exception {
        assertEquals(Optional.empty(), ofGroup(12_345, "rw-------"));
    }

    private Optional<String> ofGroup(int gid, String mode) throws Exception {
        Path fifo = fifo("frames", mode);
        Files.setAttribute(fifo, "unix:gid", gid);
        try (RandomAccessFile open = new RandomAccessFile(fifo.toFile(), "rw")) {
            assertTrue(open.getChannel().isOpen());
            return pipe(fifo, "frames").objection(owner -> true);
        }
    }

    @Test
    void aFifoOfSomebodyElseIsNot() throws Exception {
        assertObjects("it belongs to uid ", objection("frames", "rw-------", "frames", false));
    }

    @Test
    void theOtherFifoIsNot() throws Exception {
        assertObjects("it is the FIFO " + directory, objection("orders", "rw-------", "frames", true));
    }

    @Test
    void aFifoThatWasRemovedIsNot() throws Exception {
        Path fifo = fifo("frames", "rw-------");
        try (RandomAccessFile open = new RandomAccessFile(fifo.toFile(), "rw")) {
            InheritedPipe pipe = pipe(fifo, "frames");
            Files.delete(fifo);
            assertObjects("it was removed", pipe.objection(owner -> true));
            assertTrue(open.getChannel().isOpen());
        }
    }

    @Test
    void aRegularFileIsNot() throws Exception {
        Path file = Files.createFile(directory.resolve("frames"));
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            assertObjects("it is no pipe and no FIFO", pipe(file, "frames").objection(owner -> true));
            assertTrue(open.getChannel().isOpen());
        }
    }

    @Test
    void aDescriptorThatIsNotOpenIsNot() {
        assertObjects("it is not open", new InheritedPipe(NEVER_OPEN, "frames").objection(owner -> true));
    }

    @Test
    void bothDirectionsAreNotReadOnly() throws Exception {
        Path fifo = fifo("frames", "rw-------");
        try (RandomAccessFile both = new RandomAccessFile(fifo.toFile(), "rw")) {
            InheritedPipe pipe = pipe(fifo, "frames");
            assertFalse(pipe.readOnly());
            try (RandomAccessFile reading = new RandomAccessFile(pipe.link().toFile(), "r")) {
                assertTrue(new InheritedPipe(descriptorOf(fifo, pipe.descriptor()), "frames").readOnly());
                assertTrue(reading.getChannel().isOpen());
            }
            assertTrue(both.getChannel().isOpen());
        }
    }

    private Optional<String> objection(String name, String mode, String expected, boolean ownerFits) throws Exception {
        Path fifo = fifo(name, mode);
        try (RandomAccessFile open = new RandomAccessFile(fifo.toFile(), "rw")) {
            assertTrue(open.getChannel().isOpen());
            return pipe(fifo, expected).objection(owner -> ownerFits);
        }
    }

    private static void assertObjects(String why, Optional<String> objection) {
        assertTrue(objection.orElse("none").contains(why), objection::toString);
        assertTrue(objection.orElse("none").contains("; let systemd make it"), objection::toString);
    }

    private Path fifo(String name, String mode) throws IOException, InterruptedException {
        Path fifo = directory.resolve(name);
        assertEquals(
                0,
                new ProcessBuilder("/usr/bin/mkfifo", fifo.toString()).start().waitFor());
        Files.setPosixFilePermissions(fifo, PosixFilePermissions.fromString(mode));
        return fifo;
    }

    private static InheritedPipe pipe(Path file, String name) throws IOException {
        return new InheritedPipe(descriptorOf(file, -1), name);
    }

    /** The descriptor by which this process has {@code file} open, beside {@code other}. */
    private static int descriptorOf(Path file, int other) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(link -> leadsTo(link, file))
                    .mapToInt(link -> Integer.parseInt(link.getFileName().toString()))
                    .filter(number -> number != other)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static boolean leadsTo(Path link, Path file) {
        try {
            return Files.readSymbolicLink(link).equals(file.toRealPath());
        } catch (NoSuchFileException closed) {
            return false;
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
