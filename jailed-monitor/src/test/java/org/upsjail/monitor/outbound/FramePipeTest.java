// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FramePipeTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    @Test
    void whatIsWrittenComesOutOfTheFifo() throws Exception {
        Path fifo = directory.resolve("fifo");
        Process made = new ProcessBuilder(List.of("mkfifo", fifo.toString())).start();
        assertEquals(0, made.waitFor());
        try (RandomAccessFile inherited = new RandomAccessFile(fifo.toFile(), "rw");
                OutputStream pipe = FramePipe.open(descriptorOf(fifo), LIMIT)) {
            pipe.write(42);
            assertEquals(42, inherited.read());
        }
    }

    @Test
    void pipeThatNobodyReadsAnyMoreIsRefusedInsteadOfWaitedFor() throws Exception {
        Path fifo = directory.resolve("fifo");
        assertEquals(
                0,
                new ProcessBuilder(List.of("mkfifo", fifo.toString())).start().waitFor());
        RandomAccessFile both = new RandomAccessFile(fifo.toFile(), "rw");
        try (OutputStream inherited = new FileOutputStream(fifo.toFile())) {
            int readable = descriptorOf(fifo);
            both.close();
            int descriptor = descriptorOf(fifo);
            assertNotEquals(readable, descriptor);
            IOException refused =
                    assertThrows(IOException.class, () -> FramePipe.open(descriptor, Duration.ofMillis(100)));

            assertEquals("nobody reads descriptor " + descriptor, refused.getMessage());
            assertThrows(IOException.class, () -> inherited.write(42));
        } finally {
            // Lets go the thread that still waits for a reader.
            new RandomAccessFile(fifo.toFile(), "rw").close();
        }
    }

    @Test
    void ordinaryFileIsRefused() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            int descriptor = descriptorOf(file);
            IOException refused = assertThrows(IOException.class, () -> FramePipe.open(descriptor, LIMIT));

            assertEquals("descriptor " + descriptor + " is not a pipe", refused.getMessage());
            assertEquals(0, open.length());
        }
    }

    @Test
    void descriptorThatIsNotOpenIsRefused() {
        assertThrows(NoSuchFileException.class, () -> FramePipe.open(Integer.MAX_VALUE, LIMIT));
    }

    private static int descriptorOf(Path file) throws IOException {
        try (DirectoryStream<Path> links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path link : links) {
                if (Files.exists(link) && Files.isSameFile(link, file)) {
                    return Integer.parseInt(link.getFileName().toString());
                }
            }
        }
        throw new IOException(file + " is not open");
    }
}
