// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an account can lay in the place of a file that root reads. */
@Timeout(60)
class ForeignFileTest {

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("upsmon.pid");
    }

    private void assertRefused() {
        assertThrows(IOException.class, () -> ForeignFile.read(file(), 32));
    }

    @Test
    void textOfAFileIsRead() throws IOException {
        Files.writeString(file(), "4711\n");

        assertEquals("4711\n", ForeignFile.read(file(), 32));
    }

    @Test
    void noMoreIsReadThanWasAskedFor() throws IOException {
        Files.writeString(file(), "1".repeat(1000));

        assertEquals("1".repeat(32), ForeignFile.read(file(), 32));
    }

    @Test
    void emptyFileIsNoText() throws IOException {
        Files.createFile(file());

        assertEquals("", ForeignFile.read(file(), 32));
    }

    @Test
    void terabyteOfNothingTakesNoTime() throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file().toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }

        assertEquals("\0".repeat(32), ForeignFile.read(file(), 32));
    }

    @Test
    void nothingThereIsRefused() {
        assertRefused();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/zero", "/proc/kmsg", "/etc/hostname", "/nonexistent", "."})
    void linkIsNotFollowed(String target) throws IOException {
        Files.createSymbolicLink(file(), Path.of(target));

        assertRefused();
    }

    @Test
    void fifoIsNotWaitedFor() throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("mkfifo", file().toString()).start().waitFor());

        assertRefused();
    }

    @Test
    void directoryIsRefused() throws IOException {
        Files.createDirectory(file());

        assertRefused();
    }

    @Test
    void socketIsRefused() throws IOException {
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(file()));

            assertRefused();
        }
    }
}
