// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * A pipe(2) of which a command gets one end and a stream of ours is the other. Whoever a command left behind may print, too,
 * and is not to get SIGPIPE: nobody closes a stream but who opened it here.
 */
final class ChildPipe implements AutoCloseable {

    private final LibC libc;
    private final LibC.Pipe ends;

    private ChildPipe(LibC libc, LibC.Pipe ends) {
        this.libc = libc;
        this.ends = ends;
    }

    /** Neither end is inherited by anything but what {@link #readEnd} or {@link #writeEnd} is given to. */
    static ChildPipe open(LibC libc) throws IOException {
        return new ChildPipe(libc, libc.pipe());
    }

    /** The end of a command that reads. */
    int readEnd() {
        return ends.read();
    }

    /** The end of a command that prints. */
    int writeEnd() {
        return ends.write();
    }

    /** What a command prints: ends when the last process has closed its end, once this pipe is closed. */
    InputStream reader() throws IOException {
        return PipeInput.open(Path.of(path(ends.read())));
    }

    /** What a command reads. */
    OutputStream writer() throws IOException {
        return new FileOutputStream(path(ends.write()));
    }

    /** To be called once the command is started or was not: the ends here, but no stream. */
    @Override
    public void close() {
        libc.close(ends.read());
        libc.close(ends.write());
    }

    private static String path(int descriptor) {
        return "/proc/self/fd/" + descriptor;
    }
}
