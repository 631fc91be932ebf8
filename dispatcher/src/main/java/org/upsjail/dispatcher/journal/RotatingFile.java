// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import java.io.IOException;
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
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines and its predecessors: {@code name.jsonl}, {@code name.1.jsonl} and so on, the higher the older. A line is
 * there whole or, being the last of a writer that was killed, torn; a torn one is taken away before more is written.
 */
final class RotatingFile {

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

    /** The whole lines of the present file. It is ready to be appended to afterwards. */
    List<String> open() throws IOException {
        Path next = next();
        if (Files.exists(next) && !Files.exists(present())) {
            // Killed between the two renames of a rotation.
            Files.move(next, present(), StandardCopyOption.ATOMIC_MOVE);
        }
        byte[] content = Files.exists(present()) ? Files.readAllBytes(present()) : new byte[0];
        int whole = content.length;
        while (whole > 0 && content[whole - 1] != '\n') {
            whole--;
        }
        channel = openForAppending(present());
        good = whole;
        channel.truncate(good);
        return new String(content, 0, whole, StandardCharsets.UTF_8).lines().toList();
    }

    long size() {
        return good;
    }

    /** Appends all or nothing. After an error the next call opens the file anew. */
    void append(List<String> lines) throws IOException {
        FileChannel out = channel;
        if (out == null) {
            out = openForAppending(present());
            good = out.size();
            channel = out;
        }
        try {
            good += write(out, bytesOf(lines));
        } catch (IOException failed) {
            giveUp(out);
            throw failed;
        }
    }

    /** Begins a new file with {@code lines}. After an error all is as it was. */
    void rotate(List<String> lines) throws IOException {
        Path next = next();
        Files.deleteIfExists(next);
        byte[] bytes = bytesOf(lines);
        FileChannel out = openForAppending(next);
        try {
            write(out, bytes);
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
        good = bytes.length;
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

    private static int write(FileChannel out, byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            out.write(left);
        }
        return bytes.length;
    }

    private void giveUp(FileChannel out) throws IOException {
        channel = null;
        try (out) {
            out.truncate(good);
        }
    }

    private static byte[] bytesOf(List<String> lines) {
        return lines.stream()
                .map(line -> line + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void moveIfThere(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
