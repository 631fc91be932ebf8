// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines and its predecessors: {@code name.jsonl}, {@code name.1.jsonl} and so on, the higher the older. A line is
 * there whole or, being the last of a writer that was killed, torn; a torn one is taken away before more is written.
 */
final class RotatingFile {

    /** A name and a text at their longest, every character escaped, are a kilobyte. */
    private static final int MAX_LINE_BYTES = 16 * 1024;

    private static final int CHUNK_BYTES = 64 * 1024;

    private final Path directory;
    private final String name;
    private final int files;
    private @Nullable FileChannel channel;
    private long good;

    /** @param files how many there are at most, the present one among them */
    RotatingFile(Path directory, String name, int files) {
        this.directory = directory;
        this.name = name;
        this.files = files;
    }

    /** All files that are there, the oldest first. */
    static List<Path> of(Path directory, String name) throws IOException {
        List<Path> found = new ArrayList<>();
        for (int age = 1; Files.exists(numbered(directory, name, age)); age++) {
            found.add(0, numbered(directory, name, age));
        }
        Path present = directory.resolve(name + ".jsonl");
        if (Files.exists(present)) {
            found.add(present);
        }
        return found;
    }

    /** Gives the whole lines of the present file. It is ready to be appended to afterwards. */
    void open(Consumer<String> lines) throws IOException {
        Path next = next();
        if (Files.exists(next) && !Files.exists(present())) {
            // Killed between the two renames of a rotation.
            Files.move(next, present(), StandardCopyOption.ATOMIC_MOVE);
        }
        FileChannel out = openForAppending(present());
        good = read(present(), lines);
        out.truncate(good);
        channel = out;
    }

    /** Where the last whole line ends. What is longer than any line of ours is passed over. */
    private static long read(Path file, Consumer<String> lines) throws IOException {
        long position = 0;
        long end = 0;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] buffer = new byte[CHUNK_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    position++;
                    if (buffer[i] == '\n') {
                        end = position;
                        if (line.size() <= MAX_LINE_BYTES) {
                            lines.accept(line.toString(StandardCharsets.UTF_8));
                        }
                        line.reset();
                    } else if (line.size() <= MAX_LINE_BYTES) {
                        line.write(buffer[i]);
                    }
                }
            }
        }
        return end;
    }

    long size() {
        return good;
    }

    /** Appends all or nothing. After an error the next call opens the file anew. */
    void append(Iterator<String> lines) throws IOException {
        FileChannel out = channel;
        if (out == null) {
            out = openForAppending(present());
            good = out.size();
            channel = out;
        }
        try {
            good += write(out, lines);
        } catch (IOException failed) {
            giveUp(out);
            throw failed;
        }
    }

    /** Begins a new file with {@code lines}. After an error all is as it was. */
    void rotate(Iterator<String> lines) throws IOException {
        Path next = next();
        Files.deleteIfExists(next);
        FileChannel out = openForAppending(next);
        long written;
        try {
            written = write(out, lines);
            for (int age = files - 1; age > 1; age--) {
                moveIfThere(numbered(directory, name, age - 1), numbered(directory, name, age));
            }
            moveIfThere(present(), numbered(directory, name, 1));
            Files.move(next, present(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            out.close();
            throw failed;
        }
        if (channel != null) {
            channel.close();
        }
        channel = out;
        good = written;
    }

    private Path present() {
        return directory.resolve(name + ".jsonl");
    }

    private Path next() {
        return directory.resolve(name + ".next.jsonl");
    }

    private static Path numbered(Path directory, String name, int age) {
        return directory.resolve(name + "." + age + ".jsonl");
    }

    private static FileChannel openForAppending(Path file) throws IOException {
        FileChannel out = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND,
                LinkOption.NOFOLLOW_LINKS);
        // The directory keeps all others out; its group may read.
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        return out;
    }

    /** In pieces: what is carried over for 2,000 UPSes is a quarter of the heap. */
    static long write(FileChannel out, Iterator<String> lines) throws IOException {
        long written = 0;
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        while (lines.hasNext()) {
            piece.writeBytes(lines.next().getBytes(StandardCharsets.UTF_8));
            piece.write('\n');
            if (piece.size() >= CHUNK_BYTES) {
                written += flush(out, piece);
            }
        }
        return written + flush(out, piece);
    }

    private static int flush(FileChannel out, ByteArrayOutputStream piece) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(piece.toByteArray());
        piece.reset();
        int size = left.remaining();
        while (left.hasRemaining()) {
            out.write(left);
        }
        return size;
    }

    private void giveUp(FileChannel out) throws IOException {
        channel = null;
        try (out) {
            out.truncate(good);
        }
    }

    private static void moveIfThere(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
