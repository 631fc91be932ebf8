// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/** The directory that becomes the root of the jail: empty, root's, and so is every step on the way to it. */
public final class JailDirectory {

    private static final int S_IFMT = 0170000;
    private static final int S_IFLNK = 0120000;
    private static final int S_IFDIR = 0040000;

    /** Writable by group or others. The sticky bit does not excuse it: it does not stop others from adding entries. */
    private static final int WRITABLE_BY_OTHERS = 0022;

    private JailDirectory() {}

    /** Refuses {@code directory} unless nobody but root can put anything into it or something else into its place. */
    public static void check(Path directory) throws JailException {
        if (!directory.isAbsolute() || !directory.equals(directory.normalize()) || directory.getNameCount() == 0) {
            throw new JailException(
                    "the jail directory " + directory,
                    "it is not an absolute path without . and .. below /",
                    "name it in full");
        }
        Path component = Path.of("/");
        checkComponent(component);
        for (Path name : directory) {
            component = component.resolve(name);
            checkComponent(component);
        }
        checkEmpty(directory);
    }

    /**
     * The same as the jail's account sees it: {@code /} after chroot, and the directory itself in rehearsal. One without
     * read permission cannot be listed: that it is empty was seen by root, and only root could have changed it since.
     */
    static void checkAsAccount(Path root) throws JailException {
        checkComponent(root);
        if (Files.isReadable(root)) {
            checkEmpty(root);
        }
        if (Files.isWritable(root)) {
            throw new JailException("the jail", "its root is writable", "chmod go-w the jail directory");
        }
    }

    /** Tells two directories apart whatever they are called. */
    static Identity identityOf(Path directory) throws JailException {
        try {
            Map<String, Object> attributes = Files.readAttributes(directory, "unix:dev,ino", LinkOption.NOFOLLOW_LINKS);
            return new Identity(number(attributes, "dev"), number(attributes, "ino"));
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    record Identity(long device, long inode) {
        boolean isSameAs(Identity other) {
            return device == other.device && inode == other.inode;
        }
    }

    private static void checkComponent(Path component) throws JailException {
        long mode;
        long owner;
        try {
            Map<String, Object> attributes =
                    Files.readAttributes(component, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
            mode = number(attributes, "mode");
            owner = number(attributes, "uid");
        } catch (IOException e) {
            throw unreadable(component, e);
        }
        String what = "the jail directory's path at " + component;
        if ((mode & S_IFMT) == S_IFLNK) {
            throw new JailException(what, "it is a symbolic link", "name the directory it leads to");
        }
        if ((mode & S_IFMT) != S_IFDIR) {
            throw new JailException(what, "it is not a directory", "name an empty directory");
        }
        if (owner != 0) {
            throw new JailException(what, "it belongs to uid " + owner + ", not to root", "chown root " + component);
        }
        if ((mode & WRITABLE_BY_OTHERS) != 0) {
            throw new JailException(
                    what,
                    "its mode " + Long.toOctalString(mode & 07777) + " lets group or others write",
                    "chmod go-w " + component);
        }
    }

    private static void checkEmpty(Path directory) throws JailException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                throw new JailException(
                        "the jail directory " + directory,
                        "it is not empty, it holds " + entry.getFileName(),
                        "empty it or name another");
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw unreadable(directory, e);
        }
    }

    private static JailException unreadable(Path path, Exception e) {
        return new JailException(
                "the jail directory's path at " + path,
                "it cannot be examined, " + e.getClass().getSimpleName(),
                "create it: install -d -o root -g root -m 0755 " + path);
    }

    private static long number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Number number ? number.longValue() : -1;
    }
}
