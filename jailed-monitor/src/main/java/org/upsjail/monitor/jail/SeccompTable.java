// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import static org.upsjail.monitor.jail.ArgumentTest.is;
import static org.upsjail.monitor.jail.ArgumentTest.isBut;
import static org.upsjail.monitor.jail.SeccompRow.absent;
import static org.upsjail.monitor.jail.SeccompRow.allow;
import static org.upsjail.monitor.jail.SeccompRow.deny;

import java.util.List;

/**
 * Which system calls the jailed monitor may make, for x86-64 Linux. For now a list of what is refused; every other call
 * passes and meets the empty root and the missing privileges. It becomes the list of what is allowed by adding rows of
 * {@code allow} and turning {@link #DEFAULT}.
 */
final class SeccompTable {

    static final Verdict DEFAULT = Verdict.ALLOW;

    /** The call that installs the filter; afterwards refused like the others. */
    static final int SECCOMP = 317;

    /** What pthread_create of glibc passes to clone, bit for bit. */
    static final int PTHREAD_FLAGS = 0x3d0f00;

    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_NONBLOCK_OR_CLOEXEC = 0x80800;
    private static final int IPPROTO_TCP = 6;
    private static final int IPPROTO_UDP = 17;

    private static final int F_GETFD = 1;
    private static final int F_SETFD = 2;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;

    /** O_NONBLOCK, and what F_GETFL returns beside it; not O_ASYNC, which sends signals. */
    private static final int HARMLESS_FILE_FLAGS = 0x8c03;

    private static final int FIONREAD = 0x541b;
    private static final int FIONBIO = 0x5421;

    private static final int PR_SET_NAME = 15;
    private static final int PR_SET_VMA = 0x53564d41;

    private SeccompTable() {}

    /** The number of a call of this table. */
    static int numberOf(String call) {
        return rows(0).stream()
                .filter(row -> row.call().equals(call))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(call + " is not in the table"))
                .number();
    }

    /** The rows, for the process with this id. */
    static List<SeccompRow> rows(int processId) {
        return List.of(
                // Programs and processes. Java threads are made by clone.
                deny("execve", 59, "starts a program"),
                deny("execveat", 322, "starts a program"),
                deny("fork", 57, "makes a process"),
                deny("vfork", 58, "makes a process"),
                allow("clone", 56, "a thread of this process, nothing else", is(0, PTHREAD_FLAGS)),
                absent("clone3", 435, "flags lie behind a pointer; glibc then uses clone"),
                deny("uselib", 134, "loads a library"),
                deny("personality", 135, "changes how programs run"),
                deny("setsid", 112, "leaves the session"),
                deny("setpgid", 109, "leaves the process group"),

                // Other processes: reading, steering, signalling them.
                deny("ptrace", 101, "other processes"),
                deny("process_vm_readv", 310, "other processes"),
                deny("process_vm_writev", 311, "other processes"),
                deny("process_madvise", 440, "other processes"),
                deny("process_mrelease", 448, "other processes"),
                deny("kcmp", 312, "other processes"),
                deny("kill", 62, "signals"),
                deny("tkill", 200, "signals"),
                allow("tgkill", 234, "signals to own threads", is(0, processId)),
                deny("rt_sigqueueinfo", 129, "signals"),
                deny("rt_tgsigqueueinfo", 297, "signals"),
                deny("pidfd_open", 434, "other processes"),
                deny("pidfd_send_signal", 424, "signals"),
                deny("pidfd_getfd", 438, "other processes' files"),
                deny("setpriority", 141, "other processes"),
                deny("ioprio_set", 251, "other processes"),
                deny("migrate_pages", 256, "other processes"),
                deny("move_pages", 279, "other processes"),
                allow("fcntl", 72, "flags", is(1, F_GETFD, F_SETFD, F_GETFL)),
                allow("fcntl", 72, "flags; others own and signal", is(1, F_SETFL), isBut(2, HARMLESS_FILE_FLAGS, 0)),
                allow("ioctl", 16, "bytes waiting; others own and signal", is(1, FIONREAD, FIONBIO)),

                // The way out of the root directory.
                deny("chroot", 161, "root"),
                deny("pivot_root", 155, "root"),
                deny("mount", 165, "mounts"),
                deny("umount2", 166, "mounts"),
                deny("open_tree", 428, "mounts"),
                deny("open_tree_attr", 467, "mounts"),
                deny("move_mount", 429, "mounts"),
                deny("fsopen", 430, "mounts"),
                deny("fsconfig", 431, "mounts"),
                deny("fsmount", 432, "mounts"),
                deny("fspick", 433, "mounts"),
                deny("mount_setattr", 442, "mounts"),
                deny("statmount", 457, "mounts"),
                deny("listmount", 458, "mounts"),
                deny("setns", 308, "namespaces"),
                deny("unshare", 272, "namespaces"),
                deny("name_to_handle_at", 303, "files by handle"),
                deny("open_by_handle_at", 304, "files by handle"),
                deny("mknod", 133, "devices"),
                deny("mknodat", 259, "devices"),
                deny("fanotify_init", 300, "watches files"),
                deny("inotify_init", 253, "watches files"),
                deny("inotify_init1", 294, "watches files"),
                deny("sysfs", 139, "kernel's tables"),

                // Privileges and limits.
                deny("setuid", 105, "ids"),
                deny("setgid", 106, "ids"),
                deny("setreuid", 113, "ids"),
                deny("setregid", 114, "ids"),
                deny("setgroups", 116, "ids"),
                deny("setresuid", 117, "ids"),
                deny("setresgid", 119, "ids"),
                deny("setfsuid", 122, "ids"),
                deny("setfsgid", 123, "ids"),
                deny("capset", 126, "capabilities"),
                deny("setrlimit", 160, "limits"),
                deny("prlimit64", 302, "limits"),
                deny("seccomp", SECCOMP, "listeners to system calls"),
                allow("prctl", 157, "names of threads and memory", is(0, PR_SET_NAME, PR_SET_VMA)),

                // Sockets and memory shared with other processes. System V objects do not care about chroot.
                allow("socket", 41, "TCP", is(0, AF_INET, AF_INET6), stream(), is(2, 0, IPPROTO_TCP)),
                allow("socket", 41, "UDP", is(0, AF_INET, AF_INET6), datagram(), is(2, 0, IPPROTO_UDP)),
                deny("socketpair", 53, "local sockets"),
                deny("listen", 50, "peers come to nobody here"),
                deny("accept", 43, "peers come to nobody here"),
                deny("accept4", 288, "peers come to nobody here"),
                deny("splice", 275, "bytes past the program"),
                deny("tee", 276, "bytes past the program"),
                deny("vmsplice", 278, "bytes past the program"),
                deny("io_setup", 206, "calls past the filter"),
                deny("io_submit", 209, "calls past the filter"),
                deny("memfd_create", 319, "files without a name"),
                deny("memfd_secret", 447, "files without a name"),
                deny("shmget", 29, "System V"),
                deny("shmat", 30, "System V"),
                deny("shmctl", 31, "System V"),
                deny("semget", 64, "System V"),
                deny("semop", 65, "System V"),
                deny("semctl", 66, "System V"),
                deny("semtimedop", 220, "System V"),
                deny("msgget", 68, "System V"),
                deny("msgsnd", 69, "System V"),
                deny("msgrcv", 70, "System V"),
                deny("msgctl", 71, "System V"),
                deny("mq_open", 240, "message queues"),
                deny("mq_unlink", 241, "message queues"),

                // Large and rarely used parts of the kernel.
                deny("bpf", 321, "kernel"),
                deny("io_uring_setup", 425, "calls past the filter"),
                deny("io_uring_enter", 426, "calls past the filter"),
                deny("io_uring_register", 427, "calls past the filter"),
                deny("userfaultfd", 323, "kernel"),
                deny("perf_event_open", 298, "kernel"),
                deny("add_key", 248, "keys"),
                deny("request_key", 249, "keys; starts a program"),
                deny("keyctl", 250, "keys"),
                deny("modify_ldt", 154, "kernel"),
                deny("vmsplice", 278, "kernel"),

                // The host.
                deny("init_module", 175, "kernel modules"),
                deny("finit_module", 313, "kernel modules"),
                deny("delete_module", 176, "kernel modules"),
                deny("kexec_load", 246, "another kernel"),
                deny("kexec_file_load", 320, "another kernel"),
                deny("reboot", 169, "host"),
                deny("swapon", 167, "host"),
                deny("swapoff", 168, "host"),
                deny("acct", 163, "host"),
                deny("quotactl", 179, "host"),
                deny("quotactl_fd", 443, "host"),
                deny("syslog", 103, "kernel log"),
                deny("vhangup", 153, "terminal"),
                deny("iopl", 172, "devices"),
                deny("ioperm", 173, "devices"),
                deny("sethostname", 170, "host"),
                deny("setdomainname", 171, "host"),
                deny("settimeofday", 164, "clock"),
                deny("adjtimex", 159, "clock"),
                deny("clock_settime", 227, "clock"),
                deny("clock_adjtime", 305, "clock"));
    }

    private static ArgumentTest stream() {
        return isBut(1, SOCK_NONBLOCK_OR_CLOEXEC, SOCK_STREAM);
    }

    private static ArgumentTest datagram() {
        return isBut(1, SOCK_NONBLOCK_OR_CLOEXEC, SOCK_DGRAM);
    }
}
