// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.upsjail.dispatcher.host.InheritedFifos.Fifo;

/** The FIFO of the frames at the moment at which the dispatcher makes itself ready for the next monitor. */
class InheritedFifosTest {

    private static final int CAPACITY = 65_536;

    @TempDir
    private Path directory;

    private Path fifo;
    private FileChannel bothEnds;

    @BeforeEach
    void make() throws IOException, InterruptedException {
        fifo = directory.resolve("frames");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        // As the service manager holds it.
        bothEnds = FileChannel.open(fifo, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @AfterEach
    void close() throws IOException {
        bothEnds.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3 * 12, 4096, 9000, CAPACITY})
    void whatIsInItFromBeforeIsThrownAway(int stale) throws IOException {
        write(bytes(stale, 0x55));

        try (PipeInput frames = new Fifo(fifo).drained()) {
            write(bytes(1, 0x01));

            assertEquals(1, frames.read());
        }
    }

    @Test
    void itCanBeMadeReadyAgainAndAgain() throws IOException {
        for (int life = 0; life < 3; life++) {
            write(bytes(100, 0x55));
            try (PipeInput frames = new Fifo(fifo).drained()) {
                write(bytes(1, life));

                assertEquals(life, frames.read());
            }
        }
    }

    @Test
    void oneThatNeverStopsWritingIsNotWaitedFor() {
        IOException refused = assertThrows(IOException.class, new Fifo(Path.of("/dev/zero"))::drained);

        assertEquals("the FIFO /dev/zero is written to by one that is not believed", refused.getMessage());
    }

    private void write(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            bothEnds.write(buffer);
        }
    }

    private static byte[] bytes(int count, int value) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
