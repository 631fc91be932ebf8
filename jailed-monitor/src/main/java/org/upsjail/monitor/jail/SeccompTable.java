// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import static org.upsjail.monitor.jail.ArgumentTest.is;
import static org.upsjail.monitor.jail.ArgumentTest.isBut;
import static org.upsjail.monitor.jail.ArgumentTest.without;
import static org.upsjail.monitor.jail.SeccompRow.absent;
import static org.upsjail.monitor.jail.SeccompRow.allow;

import java.util.List;

/**
 * The system calls the jailed monitor may make, each with what it needs them for; every other call gets EPERM. They are
 * what JDK 17 and 25 were seen to call while upsd came and went, names were looked up, garbage was collected and
 * exceptions were printed; what the C library calls in their place on another kernel or machine; and what a process
 * calls when it dies. No row opens a file, and none makes a thread: all of those are there before the filter.
 */
final class SeccompTable {

    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_NONBLOCK_OR_CLOEXEC = 0x80800;
    private static final int IPPROTO_TCP = 6;
    private static final int IPPROTO_UDP = 17;

    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;

    /** O_NONBLOCK, and what F_GETFL returns beside it; not O_ASYNC, which sends signals. */
    private static final int ACCESS_MODE_AND_NONBLOCK = 0x803;

    private static final int PROT_EXEC = 4;
    private static final int MAP_PRIVATE = 0x2;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int MAP_FIXED_OR_NORESERVE = 0x4010;
    private static final int MADV_DONTNEED = 4;
    private static final int MADV_FREE = 8;

    private static final int FUTEX_WAIT = 0;
    private static final int FUTEX_WAKE = 1;
    private static final int FUTEX_WAIT_BITSET = 9;
    private static final int FUTEX_PRIVATE_OR_CLOCK_REALTIME = 0x180;

    private static final int PR_SET_NAME = 15;
    private static final int PR_SET_VMA = 0x53564d41;

    private static final int EPOLL_CLOEXEC = 0x80000;

    private SeccompTable() {}

    /**
     * The rows, for the process with this id. The busiest calls come first. Some calls are not on every architecture:
     * there the C library makes another one of the table.
     */
    static List<SeccompRow> rows(int processId) {
        return List.of(
                // Waiting for each other, and for descriptors.
                allow("futex", "locks", isBut(1, FUTEX_PRIVATE_OR_CLOCK_REALTIME, futexOperations())),
                allow("gettid", "locks of the collector"),
                allow("epoll_wait", "the event loop"),
                allow("epoll_pwait", "the event loop where there is no epoll_wait"),
                allow("epoll_ctl", "the event loop"),
                allow("poll", "a connection that is being made"),
                allow("ppoll", "the same where there is no poll"),
                allow("sched_yield", "locks that spin"),
                allow("clock_nanosleep", "a pause of the compiler; timers"),
                allow("nanosleep", "the same of another C library"),
                allow("restart_syscall", "a wait that was interrupted"),
                // Should the selector spin, Netty opens another one.
                allow("epoll_create1", "a new selector", is(0, 0, EPOLL_CLOEXEC)),
                allow("eventfd2", "what wakes it up"),

                // Descriptors that are open: sockets, the pipes, the jar, the JDK's module image and random devices.
                allow("read", "sockets, orders, the jar"),
                allow("write", "sockets, frames, log"),
                allow("readv", "sockets"),
                allow("writev", "sockets"),
                allow("pread64", "the module image"),
                allow("lseek", "the jar"),
                allow("close", "sockets"),
                allow("fcntl", "is it non-blocking", is(1, F_GETFL)),
                allow("fcntl", "non-blocking; no signals", is(1, F_SETFL), without(2, ~ACCESS_MODE_AND_NONBLOCK)),

                // TCP and UDP over IP. Where to is for the host's packet filter to say: it knows the monitor's uid.
                allow("socket", "TCP; not MPTCP", internet(), type(SOCK_STREAM), is(2, 0, IPPROTO_TCP)),
                allow("socket", "UDP, for DNS", internet(), type(SOCK_DGRAM), is(2, 0, IPPROTO_UDP)),
                allow("connect", "upsd, a name server"),
                allow("bind", "a port for answers; nothing listens"),
                allow("sendto", "UDP; not MSG_FASTOPEN, which connects", is(3, 0)),
                allow("sendmsg", "UDP in pieces", is(2, 0)),
                allow("recvfrom", "UDP", is(3, 0)),
                allow("recvmsg", "UDP in pieces", is(2, 0)),
                allow("shutdown", "the end of a connection"),
                allow("getsockname", "the address of a socket"),
                allow("getpeername", "the address of a socket"),
                allow("setsockopt", "see SocketOption", SocketOption.ofSocket()),
                allow("setsockopt", "see SocketOption", SocketOption.ofTcp()),
                allow("setsockopt", "see SocketOption", SocketOption.ofIpv4()),
                allow("setsockopt", "see SocketOption", SocketOption.ofIpv6()),
                allow("getsockopt", "see SocketOption", SocketOption.ofSocket()),
                allow("getsockopt", "see SocketOption", SocketOption.ofTcp()),

                // Memory that is never executable: the code cache was committed whole before.
                allow("mmap", "heap and native memory; no file", without(2, PROT_EXEC), anonymous()),
                allow("mprotect", "guards of stacks and heap", without(2, PROT_EXEC)),
                allow("munmap", "native memory"),
                allow("mremap", "native memory that grows; keeps its protection"),
                allow("brk", "native memory"),
                allow("madvise", "the stack of a thread that ends", is(2, MADV_DONTNEED, MADV_FREE)),

                // This process, and nothing beyond it.
                allow("exit", "the end of a thread"),
                allow("exit_group", "the end"),
                allow("getpid", "abort of the C library"),
                allow("tgkill", "the same; own threads only", is(0, processId)),
                allow("rt_sigprocmask", "threads that end"),
                allow("rt_sigreturn", "null pointers are found by a signal"),
                allow("rt_sigaction", "a crash of the JVM"),
                allow("sigaltstack", "stack overflow; threads that end"),
                allow("sched_getaffinity", "the number of processors"),
                allow("sysinfo", "the amount of memory"),
                allow("getrusage", "time used"),
                allow("clock_gettime", "time where the kernel has no faster way"),
                allow("gettimeofday", "the same"),
                allow("getrandom", "keys of TLS, numbers of DNS queries"),
                allow("prctl", "names of threads and memory", is(0, PR_SET_NAME, PR_SET_VMA)),

                // The flags lie behind a pointer: the C library is to use clone, which is refused.
                absent("clone3", "makes processes and threads"));
    }

    /** No priority inheritance and no requeueing, where most faults of the kernel's futexes were. */
    private static Integer[] futexOperations() {
        return new Integer[] {FUTEX_WAIT, FUTEX_WAKE, FUTEX_WAIT_BITSET};
    }

    private static ArgumentTest internet() {
        return is(0, AF_INET, AF_INET6);
    }

    private static ArgumentTest type(int type) {
        return isBut(1, SOCK_NONBLOCK_OR_CLOEXEC, type);
    }

    private static ArgumentTest anonymous() {
        return isBut(3, MAP_FIXED_OR_NORESERVE, MAP_PRIVATE | MAP_ANONYMOUS);
    }
}
