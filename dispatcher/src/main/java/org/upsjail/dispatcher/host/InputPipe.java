// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A pipe(2) for what a command reads. */
final class InputPipe implements AutoCloseable {

    private final LibC libc;
    private final LibC.Pipe ends;
    private final OutputStream writer;

    private InputPipe(LibC libc, LibC.Pipe ends, OutputStream writer) {
        this.libc = libc;
        this.ends = ends;
        this.writer = writer;
    }

    /** Neither end is inherited by anything but what {@link #reader} is given to. */
    static InputPipe open(LibC libc) throws IOException {
        LibC.Pipe ends = libc.pipe();
        try {
            return new InputPipe(libc, ends, new FileOutputStream("/proc/self/fd/" + ends.write()));
        } catch (IOException failed) {
            libc.close(ends.read());
            libc.close(ends.write());
            throw failed;
        }
    }

    /** The command's end. */
    int reader() {
        return ends.read();
    }

    /** The caller closes it. */
    OutputStream writer() {
        return writer;
    }

    /** To be called once the command is started or was not: the ends here, but not {@link #writer}. */
    @Override
    public void close() {
        libc.close(ends.read());
        libc.close(ends.write());
    }
}
