// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.outbound;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Descriptor 3, on which frames leave: a pipe or FIFO, opened anew for writing only. */
public final class FramePipe {

    /** Fixed by the launcher and by socket activation alike. */
    public static final int DESCRIPTOR = 3;

    private static final int S_IFMT = 0170000;
    private static final int S_IFIFO = 0010000;

    private FramePipe() {}

    /**
     * Opens the writing end; the caller then closes {@link #DESCRIPTOR} itself, which may be open for reading too.
     *
     * @throws IOException when the descriptor is not open or is not a pipe
     */
    public static OutputStream open() throws IOException {
        return open(DESCRIPTOR);
    }

    static OutputStream open(int descriptor) throws IOException {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        int mode = (Integer) Files.getAttribute(link, "unix:mode");
        if ((mode & S_IFMT) != S_IFIFO) {
            throw new IOException("descriptor " + descriptor + " is not a pipe");
        }
        return new FileOutputStream(link.toString());
    }
}
