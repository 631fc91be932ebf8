// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A pipe(2) for what a command prints. Whoever the command left behind may print, too, and is not to get SIGPIPE: nobody closes
 * the reading end but its reader.
 */
final class OutputPipe implements AutoCloseable {

    private final LibC libc;
    private final LibC.Pipe ends;
    private final InputStream reader;

    private OutputPipe(LibC libc, LibC.Pipe ends, InputStream reader) {
        this.libc = libc;
        this.ends = ends;
        this.reader = reader;
    }

    /** Neither end is inherited by anything but what {@link #writer} is given to. */
    static OutputPipe open(LibC libc) throws IOException {
        LibC.Pipe ends = libc.pipe();
        try {
            return new OutputPipe(libc, ends, new FileInputStream(descriptor(ends.read())));
        } catch (IOException failed) {
            libc.close(ends.read());
            libc.close(ends.write());
            throw failed;
        }
    }

    /** The command's end. */
    int writer() {
        return ends.write();
    }

    /** Ends when the last process has closed its end, once this is closed. The caller closes it. */
    InputStream reader() {
        return reader;
    }

    /** To be called once the command is started or was not: the ends here, but not {@link #reader}. */
    @Override
    public void close() {
        libc.close(ends.read());
        libc.close(ends.write());
    }

    private static File descriptor(int number) {
        return new File("/proc/self/fd/" + number);
    }
}
