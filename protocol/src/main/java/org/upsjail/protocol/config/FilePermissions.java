// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Whether a file with passwords, and with commands that run as root, is for its owner and the account of NUT alone. Of
 * an access control list only what the mode shows is seen.
 */
final class FilePermissions {

    /** Debian ships upsmon.conf as root:nut 0640, so that upsmon can read it again after it has given up root. */
    private static final Set<String> GROUPS_OF_NUT = Set.of("root", "nut");

    private final Path file;
    private final String runAsUser;
    private final ConfigProblems problems;

    /** @param runAsUser a group of this name may read, too */
    FilePermissions(Path file, String runAsUser, ConfigProblems problems) {
        this.file = file;
        this.runAsUser = runAsUser;
        this.problems = problems;
    }

    /** @param readableAccepted READABLECONF */
    void check(boolean readableAccepted) {
        try {
            PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
            check(attributes.permissions(), attributes.group().getName(), readableAccepted);
        } catch (IOException gone) {
            // That it cannot be read has been said in better words.
            return;
        }
    }

    void check(Set<PosixFilePermission> mode, String group, boolean readableAccepted) {
        checkReaders(mode, group, readableAccepted);
        checkWriters(mode, group);
    }

    private void checkReaders(Set<PosixFilePermission> mode, String group, boolean accepted) {
        if (accepted) {
            return;
        }
        String remedy = "chmod o-rwx, chgrp nut or root, or READABLECONF 1 in upsjail.conf to accept it";
        if (mode.contains(PosixFilePermission.OTHERS_READ)) {
            error("its mode " + text(mode) + " lets everybody read the passwords in it", remedy);
        } else if (mode.contains(PosixFilePermission.GROUP_READ) && !isOfNut(group)) {
            error("its mode " + text(mode) + " lets group " + group + " read the passwords in it", remedy);
        }
    }

    /** Who may write it may choose what root runs: there is nothing to accept. */
    private void checkWriters(Set<PosixFilePermission> mode, String group) {
        if (mode.contains(PosixFilePermission.OTHERS_WRITE)) {
            error("its mode " + text(mode) + " lets everybody choose what root runs", "chmod o-w");
        } else if (mode.contains(PosixFilePermission.GROUP_WRITE) && !group.equals("root")) {
            error("its mode " + text(mode) + " lets group " + group + " choose what root runs", "chmod g-w");
        }
    }

    private boolean isOfNut(String group) {
        return GROUPS_OF_NUT.contains(group) || group.equals(runAsUser);
    }

    private void error(String what, String remedy) {
        problems.error(file, 0, what, remedy);
    }

    private static String text(Set<PosixFilePermission> mode) {
        return PosixFilePermissions.toString(mode);
    }
}
