// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the proof tries, written down once more by hand: one that tries less is noticed. None is made here. */
class ForbiddenActsTest {

    private static final String PROCESSES = """
            execve, execveat, clone, clone with a new file tree, clone with a new user namespace, clone3, personality, uselib,
            setpgid, kill, tkill, tgkill of another process, rt_sigqueueinfo, rt_tgsigqueueinfo, pidfd_open,
            pidfd_send_signal, pidfd_getfd, fcntl F_SETOWN, fcntl F_SETOWN_EX, fcntl F_SETSIG, fcntl O_ASYNC, ioctl FIOSETOWN,
            ioctl TIOCSTI, timer_create, ptrace, process_vm_readv, process_vm_writev, process_madvise, kcmp, setpriority,
            sched_setscheduler, migrate_pages
            """;

    private static final String FILES = """
            open /etc/passwd, open /proc/self/mem, open ../../../../etc/passwd, open the C library to load it, open, openat,
            openat2, creat, open_by_handle_at, name_to_handle_at, memfd_create, memfd_secret, inotify_init1, fanotify_init,
            stat, newfstatat, statx, faccessat, readlinkat, getdents64, statfs, getxattr, getcwd, mkdirat, mknodat, unlinkat,
            renameat2, linkat, symlinkat, fchmodat, fchownat, fchmod, truncate, ftruncate, utimensat, setxattr, chdir, fchdir,
            chroot, pivot_root, mount, umount2, fsopen, open_tree, move_mount
            """;

    private static final String PRIVILEGES = """
            setresuid to root, setresuid to itself, setresgid to itself, setuid, setgid, setgroups, setfsuid, capset,
            prctl PR_CAP_AMBIENT, prctl PR_SET_DUMPABLE, prctl PR_SET_SECCOMP, seccomp, unshare, setns, setrlimit, prlimit64
            """;

    private static final String SOCKETS = """
            socket AF_UNIX, socket AF_NETLINK, socket AF_PACKET, socket AF_VSOCK, socket raw, socket MPTCP, socketpair, listen,
            accept4, sendto MSG_FASTOPEN, sendmsg MSG_FASTOPEN, sendmmsg, setsockopt TCP_FASTOPEN_CONNECT,
            setsockopt TCP_CONGESTION, setsockopt TCP_ULP, setsockopt SO_ATTACH_FILTER, setsockopt SO_BINDTODEVICE, dup, pipe2,
            splice, shmget, shmat, msgget, semget, mq_open
            """;

    private static final String KERNEL = """
            executable memory, an executable file in memory, memory made executable, pkey_mprotect, remap_file_pages,
            modify_ldt, bpf, io_uring_setup, io_uring_enter, io_uring_register, io_setup, userfaultfd, perf_event_open, keyctl,
            add_key, request_key, init_module, finit_module, delete_module, kexec_load, swapon, reboot, sethostname,
            clock_settime, syslog
            """;

    /** Older calls, of which aarch64 has the successors only; what only an x86 has. */
    private static final Set<String> NOT_ON_AARCH64 = Set.of("uselib", "open", "creat", "stat", "modify_ldt");

    @Test
    void theseActsAreTried() throws JailException {
        assertEquals(all(), names(Architecture.X86_64));
    }

    @Test
    void theseActsAreTriedOnAarch64() throws JailException {
        List<String> all = new ArrayList<>(all());
        all.removeAll(NOT_ON_AARCH64);

        assertEquals(all, names(Architecture.AARCH64));
    }

    /** docs/PRIVSEP.md says how many. */
    @Test
    void thereAreAHundredAndFortyThreeOfDifferentNames() throws JailException {
        assertEquals(143, Set.copyOf(names(Architecture.X86_64)).size());
    }

    private static List<String> all() {
        return Stream.of(PROCESSES, FILES, PRIVILEGES, SOCKETS, KERNEL)
                .flatMap(theme -> Stream.of(theme.strip().split(",\\s+")))
                .toList();
    }

    private static List<String> names(Architecture architecture) throws JailException {
        return ForbiddenActs.of(Posix.bind(), architecture).stream()
                .map(ForbiddenAct::name)
                .map(name -> name.replace(",", ""))
                .toList();
    }
}
