// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The machines the jail has system call numbers for, as the kernel's headers give them: asm/unistd_64.h for x86-64,
 * asm-generic/unistd.h for aarch64. Only calls of the table and of the proof are listed.
 */
public enum Architecture {
    X86_64("amd64", 0xC000003E, """
            read 0, write 1, open 2, close 3, stat 4, poll 7, lseek 8, mmap 9, mprotect 10, munmap 11, brk 12,
            rt_sigaction 13, rt_sigprocmask 14, rt_sigreturn 15, ioctl 16, pread64 17, readv 19, writev 20,
            sched_yield 24, mremap 25, madvise 28, shmget 29, shmat 30, dup 32, nanosleep 35, getpid 39, socket 41,
            connect 42, sendto 44, recvfrom 45, sendmsg 46, recvmsg 47, shutdown 48, bind 49, listen 50,
            getsockname 51, getpeername 52, socketpair 53, setsockopt 54, getsockopt 55, clone 56, fork 57, vfork 58,
            execve 59, exit 60, kill 62, semget 64, msgget 68, fcntl 72, truncate 76, ftruncate 77, getcwd 79,
            chdir 80, fchdir 81, creat 85, fchmod 91, gettimeofday 96, getrusage 98, sysinfo 99, ptrace 101,
            syslog 103, setuid 105, setgid 106, setpgid 109, setgroups 116, setresuid 117, setresgid 119, setfsuid 122,
            capset 126, rt_sigqueueinfo 129, sigaltstack 131, uselib 134, personality 135, statfs 137, setpriority 141,
            sched_setscheduler 144, modify_ldt 154, pivot_root 155, prctl 157, setrlimit 160, chroot 161, mount 165,
            umount2 166, swapon 167, reboot 169, sethostname 170, init_module 175, delete_module 176, gettid 186,
            setxattr 188, getxattr 191, tkill 200, futex 202, sched_getaffinity 204, io_setup 206,
            remap_file_pages 216, getdents64 217, restart_syscall 219, timer_create 222, clock_settime 227,
            clock_gettime 228, clock_nanosleep 230, exit_group 231, epoll_wait 232, epoll_ctl 233, tgkill 234,
            mq_open 240, kexec_load 246, add_key 248, request_key 249, keyctl 250, migrate_pages 256, openat 257,
            mkdirat 258, mknodat 259, fchownat 260, newfstatat 262, unlinkat 263, linkat 265, symlinkat 266,
            readlinkat 267, fchmodat 268, faccessat 269, ppoll 271, unshare 272, splice 275, utimensat 280,
            epoll_pwait 281, accept4 288, eventfd2 290, epoll_create1 291, pipe2 293, inotify_init1 294,
            rt_tgsigqueueinfo 297, perf_event_open 298, fanotify_init 300, prlimit64 302, name_to_handle_at 303,
            open_by_handle_at 304, sendmmsg 307, setns 308, process_vm_readv 310, process_vm_writev 311, kcmp 312,
            finit_module 313, renameat2 316, seccomp 317, getrandom 318, memfd_create 319, bpf 321, execveat 322,
            userfaultfd 323, pkey_mprotect 329, statx 332, pidfd_send_signal 424, io_uring_setup 425,
            io_uring_enter 426, io_uring_register 427, open_tree 428, move_mount 429, fsopen 430, pidfd_open 434,
            clone3 435, openat2 437, pidfd_getfd 438, process_madvise 440, memfd_secret 447
            """),

    AARCH64("aarch64", 0xC00000B7, """
            io_setup 0, setxattr 5, getxattr 8, getcwd 17, eventfd2 19, epoll_create1 20, epoll_ctl 21, epoll_pwait 22,
            dup 23, fcntl 25, inotify_init1 26, ioctl 29, mknodat 33, mkdirat 34, unlinkat 35, symlinkat 36, linkat 37,
            umount2 39, mount 40, pivot_root 41, statfs 43, truncate 45, ftruncate 46, faccessat 48, chdir 49,
            fchdir 50, chroot 51, fchmod 52, fchmodat 53, fchownat 54, openat 56, close 57, pipe2 59, getdents64 61,
            lseek 62, read 63, write 64, readv 65, writev 66, pread64 67, ppoll 73, splice 76, readlinkat 78,
            newfstatat 79, utimensat 88, capset 91, personality 92, exit 93, exit_group 94, unshare 97, futex 98,
            nanosleep 101, kexec_load 104, init_module 105, delete_module 106, timer_create 107, clock_settime 112,
            clock_gettime 113, clock_nanosleep 115, syslog 116, ptrace 117, sched_setscheduler 119,
            sched_getaffinity 123, sched_yield 124, restart_syscall 128, kill 129, tkill 130, tgkill 131,
            sigaltstack 132, rt_sigaction 134, rt_sigprocmask 135, rt_sigqueueinfo 138, rt_sigreturn 139,
            setpriority 140, reboot 142, setgid 144, setuid 146, setresuid 147, setresgid 149, setfsuid 151,
            setpgid 154, setgroups 159, sethostname 161, setrlimit 164, getrusage 165, prctl 167, gettimeofday 169,
            getpid 172, gettid 178, sysinfo 179, mq_open 180, msgget 186, semget 190, shmget 194, shmat 196,
            socket 198, socketpair 199, bind 200, listen 201, connect 203, getsockname 204, getpeername 205,
            sendto 206, recvfrom 207, setsockopt 208, getsockopt 209, shutdown 210, sendmsg 211, recvmsg 212, brk 214,
            munmap 215, mremap 216, add_key 217, request_key 218, keyctl 219, clone 220, execve 221, mmap 222,
            swapon 224, mprotect 226, madvise 233, remap_file_pages 234, migrate_pages 238, rt_tgsigqueueinfo 240,
            perf_event_open 241, accept4 242, prlimit64 261, fanotify_init 262, name_to_handle_at 264,
            open_by_handle_at 265, setns 268, sendmmsg 269, process_vm_readv 270, process_vm_writev 271, kcmp 272,
            finit_module 273, renameat2 276, seccomp 277, getrandom 278, memfd_create 279, bpf 280, execveat 281,
            userfaultfd 282, pkey_mprotect 288, statx 291, pidfd_send_signal 424, io_uring_setup 425,
            io_uring_enter 426, io_uring_register 427, open_tree 428, move_mount 429, fsopen 430, pidfd_open 434,
            clone3 435, openat2 437, pidfd_getfd 438, process_madvise 440, memfd_secret 447
            """);

    /** The one all tests have run on. */
    private static final Architecture TESTED = X86_64;

    private final String javaName;
    private final int auditNumber;

    @SuppressWarnings("ImmutableEnumChecker") // Map.copyOf
    private final Map<String, Integer> numbers;

    Architecture(String javaName, int auditNumber, String calls) {
        this.javaName = javaName;
        this.auditNumber = auditNumber;
        this.numbers = Map.copyOf(numbers(calls));
    }

    /**
     * The one this JVM runs on.
     *
     * @param accepted UNTESTEDARCH: what Java calls an architecture whose table nobody has run yet
     */
    public static Architecture ofThisHost(Optional<String> accepted) throws JailException {
        return named(System.getProperty("os.arch", "unknown"), accepted);
    }

    static Architecture named(String javaName, Optional<String> accepted) throws JailException {
        Architecture found = Arrays.stream(values())
                .filter(architecture -> architecture.javaName.equals(javaName))
                .findFirst()
                .orElseThrow(() -> new JailException(
                        "the seccomp filter", "there is no table of system calls for " + javaName, "run it on x86-64"));
        if (found != TESTED && !accepted.equals(Optional.of(javaName))) {
            throw new JailException(
                    "the seccomp filter",
                    "its table for " + javaName + " was never run",
                    "try it elsewhere first, then say UNTESTEDARCH " + javaName + " in upsjail.conf");
        }
        return found;
    }

    /** What seccomp calls it: AUDIT_ARCH of linux/audit.h. */
    int auditNumber() {
        return auditNumber;
    }

    /** Not every call is everywhere: a newer one takes the place of an older. */
    boolean has(String call) {
        return numbers.containsKey(call);
    }

    /** The number of a call that {@link #has} says is here. */
    int numberOf(String call) {
        Integer number = numbers.get(call);
        if (number == null) {
            throw new IllegalArgumentException(call + " is no listed call of " + javaName);
        }
        return number;
    }

    Map<String, Integer> numbers() {
        return numbers;
    }

    private static Map<String, Integer> numbers(String calls) {
        Map<String, Integer> numbers = new HashMap<>();
        for (String entry : calls.strip().split(",\\s+", -1)) {
            String[] words = entry.split(" ", -1);
            numbers.put(words[0], Integer.valueOf(words[1]));
        }
        return numbers;
    }
}
