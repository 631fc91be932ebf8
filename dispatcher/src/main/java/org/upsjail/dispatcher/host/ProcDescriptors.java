// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a monitor may hold open, as /proc/PID/fd shows it: pipes, sockets, the event loop, the random devices, and, for
 * reading only, files of the JRE and of this installation. A directory is the classic way out of a chroot.
 */
final class ProcDescriptors {

    private static final List<String> NAMELESS =
            List.of("pipe:[", "socket:[", "anon_inode:[eventpoll]", "anon_inode:[eventfd]");

    private static final Set<String> DEVICES = Set.of("/dev/random", "/dev/urandom");

    /** As fdinfo has the flags of open(2), in octal; the last two bits are the access mode, and 0 is O_RDONLY. */
    private static final Pattern READ_ONLY = Pattern.compile("flags:\\s*[0-7]*[04]");

    private final List<Path> ownDirectories;

    /** @param ownDirectories where the JRE and this program are installed, as the kernel names them */
    ProcDescriptors(List<Path> ownDirectories) {
        this.ownDirectories = List.copyOf(ownDirectories);
    }

    /** Adds a short sentence for each descriptor that should not be there. */
    void check(Path process, List<String> flaws) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : all) {
                checkUnlessClosed(process, descriptor, flaws);
            }
        }
    }

    /** A connection may be closed between the listing and the look. */
    private void checkUnlessClosed(Path process, Path descriptor, List<String> flaws) throws IOException {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            if (!isNameless(target) && !DEVICES.contains(target) && !isOwnFile(process, descriptor, Path.of(target))) {
                flaws.add("descriptor " + descriptor.getFileName() + " is " + target);
            }
        } catch (IOException unreadable) {
            if (Files.exists(process) && Files.exists(descriptor)) {
                throw unreadable;
            }
        }
    }

    private static boolean isNameless(String target) {
        return NAMELESS.stream().anyMatch(target::startsWith);
    }

    private boolean isOwnFile(Path process, Path descriptor, Path target) throws IOException {
        return ownDirectories.stream().anyMatch(target::startsWith)
                && Files.isRegularFile(descriptor)
                && isReadOnly(process.resolve("fdinfo").resolve(descriptor.getFileName()));
    }

    private static boolean isReadOnly(Path information) throws IOException {
        return Files.readAllLines(information, StandardCharsets.ISO_8859_1).stream()
                .anyMatch(line -> READ_ONLY.matcher(line).matches());
    }
}
