// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

/** Files and directories by any name, and the ways to another root. */
final class ForbiddenFiles {

    /** O_DIRECTORY of either architecture: on a file the kernel says ENOTDIR, and nothing is opened. */
    private static final long ONLY_IF_DIRECTORY = 0x14000;

    /** AT_FDCWD: stands for the current directory where a call wants a directory descriptor. */
    static final long CURRENT_DIRECTORY = -100;

    private ForbiddenFiles() {}

    static void addTo(ForbiddenActs acts) {
        opening(acts);
        looking(acts);
        changing(acts);
        otherRoots(acts);
    }

    private static void opening(ForbiddenActs acts) {
        acts.addAt("open /etc/passwd", "openat", "/etc/passwd", ONLY_IF_DIRECTORY);
        acts.addAt("open /proc/self/mem", "openat", "/proc/self/mem", ONLY_IF_DIRECTORY);
        acts.addAt("open ../../../../etc/passwd", "openat", "../../../../etc/passwd", ONLY_IF_DIRECTORY);
        acts.addAt("open the C library, to load it", "openat", "/lib64/libc.so.6", ONLY_IF_DIRECTORY);
        acts.add("open");
        acts.add("openat", CURRENT_DIRECTORY);
        acts.add("openat2", CURRENT_DIRECTORY);
        acts.add("creat");
        acts.add("open_by_handle_at", -1);
        acts.add("name_to_handle_at", -1);
        acts.add("memfd_create", 0, -1);
        acts.add("memfd_secret", -1);
        acts.add("inotify_init1", -1);
        acts.add("fanotify_init", -1);
    }

    private static void looking(ForbiddenActs acts) {
        acts.add("stat");
        acts.add("newfstatat", CURRENT_DIRECTORY);
        acts.add("statx", CURRENT_DIRECTORY, 0, -1);
        acts.add("faccessat", CURRENT_DIRECTORY);
        acts.add("readlinkat", CURRENT_DIRECTORY);
        acts.add("getdents64", -1);
        acts.add("statfs");
        acts.add("getxattr");
        acts.add("getcwd", 0, 0);
    }

    private static void changing(ForbiddenActs acts) {
        acts.add("mkdirat", CURRENT_DIRECTORY);
        acts.add("mknodat", CURRENT_DIRECTORY);
        acts.add("unlinkat", CURRENT_DIRECTORY);
        acts.add("renameat2", CURRENT_DIRECTORY, 0, CURRENT_DIRECTORY, 0, -1);
        acts.add("linkat", CURRENT_DIRECTORY);
        acts.add("symlinkat", 0, CURRENT_DIRECTORY);
        acts.add("fchmodat", CURRENT_DIRECTORY);
        acts.add("fchownat", CURRENT_DIRECTORY);
        acts.add("fchmod", -1);
        acts.add("truncate", 0, -1);
        acts.add("ftruncate", -1);
        acts.add("utimensat", -1);
        acts.add("setxattr");
    }

    private static void otherRoots(ForbiddenActs acts) {
        acts.add("chdir");
        acts.add("fchdir", -1);
        acts.add("chroot");
        acts.add("pivot_root");
        acts.add("mount");
        acts.add("umount2", 0, -1);
        acts.add("fsopen", 0, -1);
        acts.add("open_tree", -1, 0, -1);
        acts.add("move_mount", -1, 0, -1, 0, -1);
    }
}
