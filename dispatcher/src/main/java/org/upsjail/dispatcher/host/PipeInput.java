// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A pipe or FIFO as a stream that only ever reads. The JDK's streams of a file ask for its size and position where a
 * method promises to read on, and a pipe has neither. Closing it ends a read that waits on another thread.
 */
final class PipeInput extends InputStream {

    private final FileChannel pipe;

    private PipeInput(FileChannel pipe) {
        this.pipe = pipe;
    }

    /** Opens the pipe anew; waits for somebody to write to it, as open(2) does. */
    static PipeInput open(Path path) throws IOException {
        return new PipeInput(FileChannel.open(path, StandardOpenOption.READ));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return pipe.read(ByteBuffer.wrap(buffer, offset, length));
    }

    @Override
    public void close() throws IOException {
        pipe.close();
    }
}
