// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.escape;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * System calls with arguments that would work, unlike those of the proof at each start. Numbers and constants are those
 * of x86-64. A signal is SIGCONT, which does nothing to its victim but shows that it could be sent.
 */
final class NativeAttacks {

    private static final long EPERM = -1;
    private static final long ENOSYS = -38;

    private static final long AT_FDCWD = -100;
    private static final int SIGCONT = 18;
    private static final int SIGCHLD = 17;
    private static final long PAGE = 4096;
    private static final int READ_WRITE_EXEC = 7;
    private static final int READ_EXEC = 5;
    private static final int READ_WRITE = 3;
    private static final int PRIVATE_ANONYMOUS = 0x22;
    private static final int EXIT_GROUP = 231;
    private static final int CLOSE = 3;
    private static final int SOCKET = 41;

    private final NativeCalls calls;
    private final List<Attack> attacks = new ArrayList<>();

    private NativeAttacks(NativeCalls calls) {
        this.calls = calls;
    }

    /** @param victim a process of the same account */
    static List<Attack> all(NativeCalls calls, long victim) {
        NativeAttacks list = new NativeAttacks(calls);
        list.files();
        list.programs();
        list.otherProcesses(victim);
        list.privileges();
        list.sockets();
        list.memory();
        list.kernel();
        return list.attacks;
    }

    private void files() {
        long passwd = calls.text("/etc/passwd");
        long root = calls.text("/");
        long dot = calls.text(".");
        opening("openat /etc/passwd", 257, AT_FDCWD, passwd);
        opening("open /etc/passwd", 2, passwd);
        opening("openat of a directory", 257, AT_FDCWD, root, 0x10000);
        opening("openat of the way up", 257, AT_FDCWD, calls.text("../../../../etc/passwd"));
        opening("openat2", 437, AT_FDCWD, passwd, calls.zeroed(24), 24);
        opening("openat /proc/self/mem", 257, AT_FDCWD, calls.text("/proc/self/mem"), 2);
        opening("openat of a new file in /tmp", 257, AT_FDCWD, calls.text("/tmp"), 0x410002, 0600);
        opening("memfd_create", 319, passwd);
        opening("inotify_init1", 294);
        opening("dup", 32, 0);
        add("stat", 4, passwd, calls.zeroed(256));
        add("newfstatat by descriptor", 262, 0, calls.text(""), calls.zeroed(256), 0x1000);
        add("getcwd", 79, calls.zeroed(256), 256);
        add("chdir", 80, dot);
        add("readlink", 89, calls.text("/proc/self/exe"), calls.zeroed(256), 256);
        root("mkdir", 83, calls.text("/escape"), 0700);
        root("chroot", 161, dot);
        root("mount", 165, dot, dot, 0, 0x1000);
        root("mknod", 133, calls.text("/escape"), 020600, 0x101);
    }

    private void programs() {
        // A path that is nowhere: this process stays what it is.
        add("execve", 59, calls.text("/escape/no"), calls.zeroed(16), calls.zeroed(16));
        add("execveat", 322, AT_FDCWD, calls.text("/escape/no"), calls.zeroed(16), calls.zeroed(16));
        forking("fork", 57);
        forking("clone of a process", 56, SIGCHLD);
        forking("clone with a new user namespace", 56, 0x10000000 | SIGCHLD);
        add("clone3", 435, 0, 0);
        add("personality READ_IMPLIES_EXEC", 135, 0xffffffffL);
    }

    private void otherProcesses(long victim) {
        add("kill", 62, victim, SIGCONT);
        add("tgkill", 234, victim, victim, SIGCONT);
        add("tkill", 200, victim, SIGCONT);
        add("rt_sigqueueinfo", 129, victim, SIGCONT, signalInformation());
        opening("pidfd_open", 434, victim);
        root("kill of pid 1", 62, 1, SIGCONT);
        onSocket("fcntl F_SETOWN and F_SETSIG", 1, socket -> {
            long owned = calls.call(72, socket, 8, victim);
            long signal = calls.call(72, socket, 10, SIGCONT);
            return owned < 0 ? owned : signal;
        });
        onSocket("fcntl O_ASYNC", 1, socket -> calls.call(72, socket, 4, 0x2802));
        onSocket("ioctl FIOSETOWN", 1, socket -> calls.call(16, socket, 0x8901, pointerTo(victim)));
        // Both are refused to an account without privileges where Yama is on.
        root("ptrace", 101, 16, victim);
        root("process_vm_readv", 310, victim, 0, 0, 0, 0, 0);
        add("getpriority", 140, 0, victim);
    }

    private void privileges() {
        root("setresuid to root", 117, 0, 0, 0);
        root("setgroups", 116, 1, calls.zeroed(4));
        add("capset of nothing", 126, capabilityHeader(), calls.zeroed(24));
        add("prctl PR_SET_DUMPABLE", 157, 4, 1);
        add("prctl PR_SET_PTRACER", 157, 0x59616d61, -1);
        add("prctl PR_SET_KEEPCAPS", 157, 8, 0);
        add("seccomp", 317, 2, 0, calls.zeroed(4));
        add("unshare of files", 272, 0x400);
        add("setrlimit", 160, 4, calls.zeroed(16));
        add("prlimit64", 302, 0, 4, 0, calls.zeroed(16));
        add("setsid", 112);
    }

    private void sockets() {
        opening("socket AF_UNIX", SOCKET, 1, 1, 0);
        opening("socket AF_NETLINK", SOCKET, 16, 3, 0);
        opening("socket MPTCP", SOCKET, 2, 1, 262);
        opening("socket of UDP-Lite", SOCKET, 2, 2, 136);
        root("socket raw", SOCKET, 2, 3, 1);
        root("socket AF_PACKET", SOCKET, 17, 3, 0);
        add("socketpair", 53, 1, 1, 0, calls.zeroed(8));
        onSocket("sendto MSG_FASTOPEN", 1, socket -> calls.call(44, socket, loopback(), 1, 0x20000000, loopback(), 16));
        onSocket("sendmsg MSG_FASTOPEN", 1, socket -> calls.call(46, socket, calls.zeroed(56), 0x20000000));
        onSocket("sendmmsg", 2, socket -> calls.call(307, socket, calls.zeroed(64), 0));
        onSocket("setsockopt TCP_CONGESTION", 1, socket -> calls.call(54, socket, 6, 13, calls.text("reno"), 4));
        onSocket("setsockopt TCP_FASTOPEN_CONNECT", 1, socket -> calls.call(54, socket, 6, 30, pointerTo(1), 4));
        onSocket("setsockopt IP_ADD_MEMBERSHIP", 2, socket -> calls.call(54, socket, 0, 35, loopback(), 8));
        onSocket("listen", 1, socket -> calls.call(50, socket, 1));
        onSocket("ioctl SIOCGIFCONF", 2, socket -> calls.call(16, socket, 0x8912, calls.zeroed(16)));
    }

    private void memory() {
        add("mmap of executable memory", 9, 0, PAGE, READ_WRITE_EXEC, PRIVATE_ANONYMOUS, -1, 0);
        add("mmap of shared memory", 9, 0, PAGE, READ_WRITE, 0x21, -1, 0);
        attacks.add(Attack.of("mprotect to executable", () -> {
            long page = calls.call(9, 0, PAGE, READ_WRITE, PRIVATE_ANONYMOUS, -1, 0);
            return page < 0 && page > -PAGE ? "" : refusal(calls.call(10, page, PAGE, READ_EXEC));
        }));
        add("shmget", 29, 0, PAGE, 01600);
        add("msgget", 68, 0, 01600);
    }

    private void kernel() {
        opening("io_uring_setup", 425, 1, calls.zeroed(256));
        add("keyctl", 250, 0, -3);
        add("add_key", 248, calls.text("user"), calls.text("escape"), calls.text("x"), 1, -2);
        root("bpf", 321, 0, calls.zeroed(128), 128);
        root("perf_event_open", 298, calls.zeroed(128), 0, -1, -1);
        root("userfaultfd", 323, 0);
        add("timer_create", 222, 1, 0, calls.zeroed(8));
        add("sysfs or another old call", 139, 3);
    }

    private void add(String name, long number, long... arguments) {
        attacks.add(Attack.of(name, () -> refusal(calls.call(number, arguments))));
    }

    private void root(String name, long number, long... arguments) {
        attacks.add(Attack.ofRoot(name, () -> refusal(calls.call(number, arguments))));
    }

    private void opening(String name, long number, long... arguments) {
        attacks.add(Attack.of(name, () -> {
            long descriptor = calls.call(number, arguments);
            if (descriptor >= 0) {
                calls.call(CLOSE, descriptor);
            }
            return refusal(descriptor);
        }));
    }

    private void forking(String name, long number, long... arguments) {
        attacks.add(Attack.of(name, () -> {
            long child = calls.call(number, arguments);
            if (child == 0) {
                calls.call(EXIT_GROUP, 0);
            }
            return refusal(child);
        }));
    }

    private interface OnSocket {
        long act(long socket);
    }

    /** @param type 1 TCP, 2 UDP */
    private void onSocket(String name, int type, OnSocket act) {
        attacks.add(Attack.of(name, () -> {
            long socket = calls.call(SOCKET, 2, type, 0);
            if (socket < 0) {
                return "";
            }
            long answer = act.act(socket);
            calls.call(CLOSE, socket);
            return refusal(answer);
        }));
    }

    /** Only the filter's own answers are refusals: with any other errno the call got into the kernel. */
    private static String refusal(long answer) {
        return answer == EPERM ? "EPERM" : answer == ENOSYS ? "ENOSYS" : "";
    }

    private long pointerTo(long value) {
        return calls.bytes(ByteBuffer.allocate(8)
                .order(ByteOrder.nativeOrder())
                .putLong(value)
                .array());
    }

    /** struct sockaddr_in of port 9 on 127.0.0.1. */
    private long loopback() {
        return calls.bytes(new byte[] {2, 0, 0, 9, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0});
    }

    /** siginfo_t with SI_QUEUE. */
    private long signalInformation() {
        return calls.bytes(ByteBuffer.allocate(128)
                .order(ByteOrder.nativeOrder())
                .putInt(0, SIGCONT)
                .putInt(8, -1)
                .array());
    }

    private long capabilityHeader() {
        return calls.bytes(ByteBuffer.allocate(8)
                .order(ByteOrder.nativeOrder())
                .putInt(0x20080522)
                .array());
    }
}
