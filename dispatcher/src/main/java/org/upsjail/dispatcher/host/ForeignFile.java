// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small file in a directory of an account that is trusted less than this process. Whatever that account lays in its place,
 * a read neither waits nor follows it, and takes a bounded number of bytes. From any thread.
 */
final class ForeignFile {

    private ForeignFile() {}

    /**
     * Reads what the file begins with.
     *
     * @param mostBytes the rest is left
     * @return its text, each byte a character
     * @throws IOException where nothing is there, or no regular file
     */
    static String read(Path file, int mostBytes) throws IOException {
        LibC libc = new LibC();
        int descriptor = libc.openForeign(file.toString());
        if (descriptor < 0) {
            throw new IOException(file + " cannot be opened");
        }
        try {
            // What was opened is looked at, and not what the name leads to by now.
            Path opened = Path.of("/proc/self/fd", Integer.toString(descriptor));
            if (!Files.isRegularFile(opened) || !sameDevice(opened, file)) {
                throw new IOException(file + " is no regular file");
            }
            ByteBuffer bytes = ByteBuffer.allocateDirect(mostBytes);
            int count = (int) Math.max(0, libc.read(descriptor, bytes));
            return StandardCharsets.ISO_8859_1.decode(bytes.limit(count)).toString();
        } finally {
            libc.close(descriptor);
        }
    }

    /** A mount over the name would lead to files of the kernel, which are regular and never end. */
    private static boolean sameDevice(Path opened, Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        return directory != null
                && Files.getAttribute(opened, "unix:dev").equals(Files.getAttribute(directory, "unix:dev"));
    }
}
