// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Whether nobody but root can lead a path elsewhere: every directory on the way, links followed one at a time, is root's
 * and not writable by its group or others.
 */
public final class SafePath {

    private static final int GROUP_OR_OTHER_WRITABLE = 0022;

    /** As many as path_resolution(7) follows. */
    private static final int MAX_LINKS = 40;

    private final Deque<Path> ahead = new ArrayDeque<>();
    private Path reached = Path.of("/");

    private SafePath(Path path) {
        putAhead(path);
    }

    /**
     * The first directory on the way that somebody else may write, the last of {@code directory} included; empty when
     * there is none.
     *
     * @param directory absolute
     * @throws IOException where a part of the way is missing or cannot be examined
     */
    public static Optional<Path> firstUnsafe(Path directory) throws IOException {
        return new SafePath(directory).walk();
    }

    private Optional<Path> walk() throws IOException {
        int links = 0;
        while (isRootsAlone(reached)) {
            Path name = ahead.poll();
            if (name == null) {
                return Optional.empty();
            }
            Path next = reached.resolve(name).normalize();
            if (!Files.isSymbolicLink(next)) {
                reached = next;
            } else if (links++ < MAX_LINKS) {
                follow(Files.readSymbolicLink(next));
            } else {
                throw new IOException(next + " leads through more than " + MAX_LINKS + " links");
            }
        }
        return Optional.of(reached);
    }

    private void follow(Path target) {
        if (target.isAbsolute()) {
            reached = Path.of("/");
        }
        putAhead(target);
    }

    private void putAhead(Path path) {
        for (int last = path.getNameCount() - 1; last >= 0; last--) {
            ahead.push(path.getName(last));
        }
    }

    private static boolean isRootsAlone(Path directory) throws IOException {
        int owner = (Integer) Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        int mode = (Integer) Files.getAttribute(directory, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        return owner == 0 && (mode & GROUP_OR_OTHER_WRITABLE) == 0;
    }
}
