// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import java.io.IOException;

/** A pipe that takes what it has room for at once, or nothing. One thread. */
public final class NonBlockingOutput {

    /** A pipe takes so many bytes whole or not at all, pipe(7). */
    static final int PIPE_BUF = 4096;

    private final LibC libc;
    private final int descriptor;
    private final NativeMemory memory = NativeMemory.zeroed(PIPE_BUF);

    NonBlockingOutput(LibC libc, int descriptor) {
        this.libc = libc;
        this.descriptor = descriptor;
    }

    /**
     * Never waits.
     *
     * @param piece at most 4096 bytes
     * @return false where there is no room, and nothing was written
     * @throws IOException when nothing can be written any more
     */
    public boolean write(byte[] piece) throws IOException {
        memory.put(piece);
        long written = libc.write(descriptor, memory, piece.length);
        if (written >= 0) {
            return true;
        }
        int errno = libc.errno();
        if (errno == Errno.EAGAIN) {
            return false;
        }
        throw new IOException("write: " + Errno.nameOf(errno));
    }
}
