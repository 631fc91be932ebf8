// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.shutdown;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.upsjail.dispatcher.host.SafePath;

/**
 * POWERDOWNFLAG: the file that tells the last script of a shutdown to have the UPS cut its power. Written whole or not at
 * all, and on the disk before the host goes down.
 */
public final class PowerDownFlag {

    /** What upsmon writes and {@code upsmon -K} looks for: 20 bytes, no newline. */
    static final byte[] CONTENT = "upsmon-shutdown-file".getBytes(StandardCharsets.US_ASCII);

    /** Has what was written on the disk when it returns. */
    interface Forcing {
        void force(FileChannel written, boolean metaData) throws IOException;
    }

    private final Path file;
    private final Forcing forcing;

    public PowerDownFlag(Path file) {
        this(file, FileChannel::force);
    }

    PowerDownFlag(Path file, Forcing forcing) {
        this.file = file;
        this.forcing = forcing;
    }

    /**
     * Why the flag cannot be written safely, or empty: whoever may write its directories may redirect root's write, and
     * what lies in its place without being a flag is somebody's file, which a shutdown would overwrite.
     */
    public Optional<String> objection() {
        try {
            Optional<Path> unsafe = SafePath.firstUnsafe(parent());
            if (unsafe.isPresent()) {
                return Optional.of("POWERDOWNFLAG " + file + ": " + unsafe.get()
                        + " is not root's alone to write; move the flag, for example to /etc/killpower");
            }
            return Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isOurs()
                    ? Optional.of("POWERDOWNFLAG " + file + " is there and is not a power-down flag, and a shutdown"
                            + " would overwrite it; remove it if it is nobody's, or name another file")
                    : Optional.empty();
        } catch (NoSuchFileException absent) {
            return Optional.of("POWERDOWNFLAG " + file + ": its directory is not there; create it or name another");
        } catch (IOException unreadable) {
            return Optional.of("POWERDOWNFLAG " + file + ": its directory cannot be read (" + unreadable
                    + "); create it or name another");
        }
    }

    /** Writes the flag and has it on the disk when it returns. */
    public void write() throws IOException {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        try (FileChannel out = FileChannel.open(
                temporary,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")))) {
            ByteBuffer content = ByteBuffer.wrap(CONTENT);
            while (content.hasRemaining()) {
                out.write(content);
            }
            forcing.force(out, true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(parent(), StandardOpenOption.READ)) {
            forcing.force(directory, true);
        }
    }

    /**
     * Removes the flag of an earlier shutdown.
     *
     * @return what an operator should know, or empty when there was none
     */
    public Optional<String> clear() throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!isOurs()) {
            return Optional.of(file + " is not a power-down flag and is left alone; remove it if it is nobody's");
        }
        Files.delete(file);
        return Optional.of("removed the power-down flag of an earlier shutdown, " + file);
    }

    /** Root's regular file with the magic in front; or an empty one, which is a flag that upsmon wrote halfway. */
    private boolean isOurs() throws IOException {
        boolean rootsFile = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                        .equals(0);
        return rootsFile && (Files.size(file) == 0 || hasMagic());
    }

    private boolean hasMagic() throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return Arrays.equals(in.readNBytes(CONTENT.length), CONTENT);
        }
    }

    private Path parent() {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? Path.of("/") : parent;
    }
}
