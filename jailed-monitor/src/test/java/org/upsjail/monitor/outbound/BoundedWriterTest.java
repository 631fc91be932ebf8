// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.outbound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BoundedWriterTest {

    private final GatedOutput out = new GatedOutput();
    private final CompletableFuture<IOException> broken = new CompletableFuture<>();

    @Test
    void eachPieceIsOneWrite() throws InterruptedException {
        BoundedWriter writer = new BoundedWriter("test", out, 2, broken::complete);
        out.open();
        writer.offer(new byte[] {1, 2, 3});
        writer.offer(new byte[] {4});

        assertArrayEquals(new byte[] {1, 2, 3}, out.nextBytes());
        assertArrayEquals(new byte[] {4}, out.nextBytes());
    }

    @Test
    void aFullQueueTakesNothingAndNobodyWaits() throws InterruptedException {
        BoundedWriter writer = new BoundedWriter("test", out, 2, broken::complete);
        assertTrue(writer.offer(new byte[] {1}));
        out.awaitWriter();

        assertTrue(writer.offer(new byte[] {2}));
        assertTrue(writer.offer(new byte[] {3}));
        assertFalse(writer.offer(new byte[] {4}));
        out.open();
        assertArrayEquals(new byte[] {1}, out.nextBytes());
        assertArrayEquals(new byte[] {2}, out.nextBytes());
        assertArrayEquals(new byte[] {3}, out.nextBytes());
        assertTrue(writer.offer(new byte[] {5}));
        assertArrayEquals(new byte[] {5}, out.nextBytes());
    }

    @Test
    void aBrokenDescriptorIsReported() throws Exception {
        IOException failure = new IOException("Broken pipe");
        out.breakWith(failure);
        out.open();
        BoundedWriter writer = new BoundedWriter("test", out, 2, broken::complete);
        writer.offer(new byte[] {1});

        assertEquals(failure, broken.get());
        assertTrue(out.nothingWritten());
    }
}
