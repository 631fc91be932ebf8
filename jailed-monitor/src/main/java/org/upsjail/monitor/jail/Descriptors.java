// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The descriptors this process was started with. What leaked into it from whoever started it would be in the jail, too,
 * where nobody could open it: a directory would lead out of chroot.
 */
public final class Descriptors {

    private static final Path OWN = Path.of("/proc/self/fd");

    /** Orders, standard output (the same as the log), log, frames: {@link #requireInherited} and the frame pipe look. */
    private static final int LAST_INHERITED = 3;

    private static final Set<Path> RANDOM_DEVICES = Set.of(Path.of("/dev/random"), Path.of("/dev/urandom"));

    private static final int S_IFMT = 0170000;
    private static final int S_IFIFO = 0010000;
    private static final int S_IFSOCK = 0140000;

    /** Those beyond the inherited ones that were open, and where each leads. */
    private final Map<Integer, Path> others;

    private Descriptors(Map<Integer, Path> others) {
        this.others = others;
    }

    /** Those of this moment. To be called before anything is opened: later nobody could tell whose it is. */
    public static Descriptors found() throws JailException {
        Map<Integer, Path> others = new LinkedHashMap<>();
        for (Path link : links()) {
            int number = Integer.parseInt(String.valueOf(link.getFileName()));
            if (number > LAST_INHERITED) {
                targetOf(link).ifPresent(target -> others.put(number, target));
            }
        }
        return new Descriptors(others);
    }

    private static Optional<Path> targetOf(Path link) throws JailException {
        try {
            return Optional.of(Files.readSymbolicLink(link));
        } catch (NoSuchFileException theListingsOwn) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Refuses orders that are no pipe, and a log that is neither pipe nor socket. */
    private static void requireInherited() throws JailException {
        require(0, "for the orders", Set.of(S_IFIFO));
        require(2, "for the log", Set.of(S_IFIFO, S_IFSOCK));
    }

    /**
     * Refuses descriptors that are not what they are to be, and closes all that is neither inherited on purpose nor the
     * JVM's own: its module image, the class path, the random devices. What was opened since is left alone.
     *
     * @return what was closed, for the log
     */
    public List<String> keepOnlyKnown(Posix posix) throws JailException {
        requireInherited();
        List<String> closed = new ArrayList<>();
        List<Path> known = ownFiles();
        for (Map.Entry<Integer, Path> other : others.entrySet()) {
            int number = other.getKey();
            Path target = other.getValue();
            // One of the JVM's that was closed since may have given its number to another.
            boolean still = targetOf(linkOf(number)).equals(Optional.of(target));
            if (still && !isOwn(number, target, known)) {
                posix.close(number);
                closed.add(number + " (" + target + ")");
            }
        }
        return closed;
    }

    private static boolean isOwn(int number, Path target, List<Path> known) {
        return RANDOM_DEVICES.contains(target)
                || (Files.isRegularFile(linkOf(number)) && known.stream().anyMatch(target::startsWith));
    }

    private static List<Path> ownFiles() throws JailException {
        List<Path> own = new ArrayList<>();
        try {
            own.add(Path.of(System.getProperty("java.home")).toRealPath());
            for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
                if (Files.isRegularFile(Path.of(entry))) {
                    own.add(Path.of(entry).toRealPath());
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return own;
    }

    private static List<Path> links() throws JailException {
        List<Path> links = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(OWN)) {
            all.forEach(links::add);
        } catch (IOException | DirectoryIteratorException e) {
            throw unreadable(e);
        }
        return links;
    }

    private static void require(int descriptor, String use, Set<Integer> types) throws JailException {
        try {
            int type = (Integer) Files.getAttribute(linkOf(descriptor), "unix:mode") & S_IFMT;
            if (!types.contains(type)) {
                throw new JailException(
                        "descriptor " + descriptor,
                        "it is " + name(type) + " and no pipe " + use,
                        "let upsjail start the monitor");
            }
        } catch (IOException closed) {
            throw new JailException(
                    "descriptor " + descriptor, "it is not open, " + use, "let upsjail start the monitor");
        }
    }

    private static String name(int type) {
        return switch (type) {
            case 0100000 -> "a regular file";
            case 0040000 -> "a directory";
            case 0020000 -> "a terminal or another device";
            case S_IFSOCK -> "a socket";
            default -> "of type " + Integer.toOctalString(type);
        };
    }

    private static Path linkOf(int descriptor) {
        return OWN.resolve(Integer.toString(descriptor));
    }

    private static JailException unreadable(Exception e) {
        return new JailException(
                "the descriptors of the monitor", "cannot be examined, " + e.getMessage(), "mount /proc on the host");
    }
}
