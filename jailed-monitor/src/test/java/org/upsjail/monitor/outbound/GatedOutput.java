// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.outbound;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A descriptor whose other side reads nothing until it is opened. */
final class GatedOutput extends OutputStream {

    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch writing = new CountDownLatch(1);
    private final BlockingQueue<byte[]> written = new LinkedBlockingQueue<>();
    private volatile @Nullable IOException failure;

    void open() {
        opened.countDown();
    }

    void breakWith(IOException broken) {
        failure = broken;
    }

    /** Until a write is waiting for the gate. */
    void awaitWriter() throws InterruptedException {
        writing.await();
    }

    /** What the next write brought. */
    byte[] nextBytes() throws InterruptedException {
        return written.take();
    }

    String next() throws InterruptedException {
        return new String(nextBytes(), StandardCharsets.US_ASCII);
    }

    boolean nothingWritten() {
        return written.isEmpty();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        writing.countDown();
        try {
            opened.await();
        } catch (InterruptedException asked) {
            throw new InterruptedIOException();
        }
        IOException broken = failure;
        if (broken != null) {
            throw broken;
        }
        written.add(Arrays.copyOfRange(bytes, from, from + length));
    }
}
