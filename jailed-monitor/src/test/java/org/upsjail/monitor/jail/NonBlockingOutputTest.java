// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real FIFO. */
@Timeout(30)
class NonBlockingOutputTest {

    private static final byte[] PIECE = "frame".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path directory;

    private Path fifo = Path.of("/");

    @BeforeEach
    void makeFifo() throws Exception {
        fifo = directory.resolve("fifo");
        Process made = new ProcessBuilder(List.of("mkfifo", fifo.toString())).start();
        assertEquals(0, made.waitFor());
    }

    @Test
    void whatIsWrittenIsThereToBeRead() throws Exception {
        try (RandomAccessFile reader = new RandomAccessFile(fifo.toFile(), "rw")) {
            NonBlockingOutput output = Posix.bind().nonBlockingOutput(fifo);
            assertTrue(output.write(PIECE));
            byte[] read = new byte[PIECE.length];
            reader.readFully(read);

            assertArrayEquals(PIECE, read);
        }
    }

    @Test
    void aFullPipeIsNotWaitedFor() throws Exception {
        try (RandomAccessFile reader = new RandomAccessFile(fifo.toFile(), "rw")) {
            NonBlockingOutput output = Posix.bind().nonBlockingOutput(fifo);
            byte[] most = new byte[NonBlockingOutput.PIPE_BUF];
            int pieces = 0;
            while (output.write(most)) {
                pieces++;
            }
            assertFalse(output.write(most));

            reader.readFully(new byte[pieces * most.length]);
            assertTrue(output.write(most));
        }
    }

    @Test
    void nothingIsWrittenWhereNothingIsGiven() throws Exception {
        try (RandomAccessFile reader = new RandomAccessFile(fifo.toFile(), "rw")) {
            NonBlockingOutput output = Posix.bind().nonBlockingOutput(fifo);
            assertTrue(output.write(new byte[0]));
            assertTrue(output.write(PIECE));

            assertEquals(PIECE[0], reader.read());
        }
    }

    @Test
    void aPipeWithoutReaderIsRefused() throws Exception {
        Posix posix = Posix.bind();

        assertThrows(JailException.class, () -> posix.nonBlockingOutput(fifo));
    }

    @Test
    void aReaderThatIsGoneIsAnError() throws Exception {
        NonBlockingOutput output;
        try (RandomAccessFile reader = new RandomAccessFile(fifo.toFile(), "rw")) {
            output = Posix.bind().nonBlockingOutput(fifo);
            assertTrue(reader.getChannel().isOpen());
        }

        assertThrows(IOException.class, () -> output.write(PIECE));
    }
}
