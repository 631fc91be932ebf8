// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.outbound;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Descriptor 3, on which frames leave: a pipe or FIFO, opened anew for writing only. */
public final class FramePipe {

    /** Fixed by the launcher and by socket activation alike. */
    public static final int DESCRIPTOR = 3;

    /** Opening it opens the same pipe anew. */
    public static final Path LINK = linkOf(DESCRIPTOR);

    /** The kernel lets nobody open a pipe for writing that nobody reads; a dispatcher that lives reads all the time. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final int S_IFMT = 0170000;
    private static final int S_IFIFO = 0010000;

    private FramePipe() {}

    /**
     * Opens the writing end; the caller then closes {@link #DESCRIPTOR} itself, which may be open for reading too.
     *
     * @throws IOException when the descriptor is not open, is not a pipe, or is one that nobody reads
     */
    public static OutputStream open() throws IOException, InterruptedException {
        return open(DESCRIPTOR, LIMIT);
    }

    static OutputStream open(int descriptor, Duration limit) throws IOException, InterruptedException {
        Path link = linkOf(descriptor);
        int mode = (Integer) Files.getAttribute(link, "unix:mode");
        if ((mode & S_IFMT) != S_IFIFO) {
            throw new IOException("descriptor " + descriptor + " is not a pipe");
        }
        FutureTask<OutputStream> opening = new FutureTask<>(() -> new FileOutputStream(link.toString()));
        Thread thread = new Thread(opening, "open-frames");
        thread.setDaemon(true);
        thread.start();
        try {
            return opening.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException blocked) {
            throw new IOException("nobody reads descriptor " + descriptor);
        } catch (ExecutionException refused) {
            throw new IOException("descriptor " + descriptor + " cannot be opened for writing", refused.getCause());
        }
    }

    private static Path linkOf(int descriptor) {
        return Path.of("/proc/self/fd/" + descriptor);
    }
}
