// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * What {@link JailProof} tries. The arguments are such that an unfiltered kernel would fail too, but with another error
 * (a null pointer: EFAULT; a descriptor or a flag that is none: EBADF, EINVAL), or would change nothing (signal 0, the
 * id -1). fork and vfork have no arguments and are not tried: clone with flags that contradict each other stands in.
 */
final class ForbiddenActs {

    private static final int CLOSE = 3;
    private static final int OPENAT = 257;
    private static final int FACCESSAT = 269;
    private static final int AT_FDCWD = -100;
    private static final int O_DIRECTORY = 0200000;
    private static final int W_OK = 2;

    private static final int CLONE_SIGHAND_WITHOUT_MEMORY = 0x800;
    private static final int CLONE_NEW_ROOT_SHARED = 0x20200;
    private static final int UNKNOWN_FLAG = 1;
    private static final int SOCK_RAW = 3;
    private static final int SUID_DUMPABLE = 2;
    private static final long FIOSETOWN = 0x8901;

    private static final Set<Integer> BY_FILTER = Set.of(Errno.EPERM);
    private static final Set<Integer> NO_SUCH_FILE = Set.of(Errno.ENOENT, Errno.EPERM, Errno.EACCES);
    private static final Set<Integer> NOT_WRITABLE = Set.of(Errno.EPERM, Errno.EACCES, Errno.EROFS);

    private final Posix posix;
    private final List<ForbiddenAct> acts = new ArrayList<>();

    private ForbiddenActs(Posix posix) {
        this.posix = posix;
    }

    /** All acts, ready to be attempted without loading anything more. */
    static List<ForbiddenAct> of(Posix posix) {
        ForbiddenActs list = new ForbiddenActs(posix);
        list.files();
        list.processes();
        list.otherProcesses(posix.processId());
        list.rootAndMounts();
        list.privileges();
        list.socketsAndDescriptors();
        list.kernel();
        return List.copyOf(list.acts);
    }

    private void files() {
        for (String path : List.of("/etc/passwd", "/proc/self/status", "/dev/null", "../../../../etc/passwd")) {
            open("open " + path, path, 0, NO_SUCH_FILE);
        }
        // A directory descriptor is the classic way out of chroot; even one of the empty root is not needed, but it
        // can be had until the filter is a list of what is allowed, so only directories beyond it are tried.
        open("open /proc", "/proc", O_DIRECTORY, NO_SUCH_FILE);
        NativeMemory root = NativeMemory.copyOf("/");
        add(
                "write to /",
                NOT_WRITABLE,
                () -> posix.syscall(FACCESSAT, AT_FDCWD, root.address(), W_OK).errno());
    }

    private void processes() {
        filtered("execve");
        filtered("execveat", -1);
        filtered("clone", CLONE_SIGHAND_WITHOUT_MEMORY);
        filtered("clone", "clone with namespaces", CLONE_NEW_ROOT_SHARED);
        int clone3 = SeccompTable.numberOf("clone3");
        add("clone3", Set.of(Errno.ENOSYS), () -> posix.syscall(clone3).errno());
        filtered("personality", 0xffffffffL);
    }

    private void otherProcesses(long own) {
        filtered("ptrace", -1);
        filtered("process_vm_readv", own, 0, 0, 0, 0, UNKNOWN_FLAG);
        filtered("process_vm_writev", own, 0, 0, 0, 0, UNKNOWN_FLAG);
        filtered("kill", own, 0);
        filtered("kill", "kill of pid 1", 1, 0);
        filtered("tkill", own, 0);
        filtered("tgkill", "tgkill of pid 1", 1, 1, 0);
        filtered("pidfd_open", -1);
        filtered("pidfd_send_signal", -1);
        filtered("pidfd_getfd", -1, -1);
    }

    private void rootAndMounts() {
        filtered("chroot");
        filtered("pivot_root");
        filtered("mount");
        filtered("umount2", 0, -1);
        filtered("fsopen", 0, -1);
        filtered("open_tree", -1, 0, -1);
        filtered("move_mount", -1, 0, -1, 0, -1);
        filtered("setns", -1);
        filtered("unshare", UNKNOWN_FLAG);
        filtered("open_by_handle_at", -1);
    }

    private void privileges() {
        filtered("setresuid", "setresuid to root", 0, 0, 0);
        filtered("setresuid", "setresuid to itself", -1, -1, -1);
        filtered("setresgid", "setresgid to itself", -1, -1, -1);
        filtered("setuid", -1);
        filtered("setgid", -1);
        filtered("setgroups", -1);
        filtered("capset");
        filtered("setrlimit", -1);
        filtered("prlimit64", 0, -1);
        filtered("seccomp", -1);
        filtered("prctl", "prctl PR_SET_DUMPABLE", 4, SUID_DUMPABLE);
    }

    private void socketsAndDescriptors() {
        filtered("socket", "socket AF_UNIX", 1, -1);
        filtered("socket", "socket AF_NETLINK", 16, -1);
        filtered("socket", "socket AF_PACKET", 17, -1);
        filtered("socket", "socket raw", 2, SOCK_RAW, -1);
        filtered("socketpair", 1, -1);
        filtered("fcntl", "fcntl F_SETOWN", -1, 8);
        filtered("fcntl", "fcntl F_SETSIG", -1, 10);
        filtered("ioctl", "ioctl FIOSETOWN", -1, FIOSETOWN);
        filtered("memfd_create", 0, -1);
        filtered("shmget");
    }

    private void kernel() {
        filtered("bpf", -1);
        filtered("io_uring_setup");
        filtered("userfaultfd", -1);
        filtered("perf_event_open");
        filtered("keyctl", -1);
        filtered("add_key");
        filtered("request_key");
        filtered("init_module");
        filtered("swapon");
        filtered("reboot");
    }

    private void filtered(String call, long... arguments) {
        filtered(call, call, arguments);
    }

    private void filtered(String call, String name, long... arguments) {
        int number = SeccompTable.numberOf(call);
        add(name, BY_FILTER, () -> posix.syscall(number, arguments).errno());
    }

    private void open(String name, String path, int flags, Set<Integer> refusals) {
        NativeMemory nativePath = NativeMemory.copyOf(path);
        add(name, refusals, () -> {
            Posix.Answer answer = posix.syscall(OPENAT, AT_FDCWD, nativePath.address(), flags);
            if (answer.errno() == 0) {
                posix.syscall(CLOSE, answer.value());
            }
            return answer.errno();
        });
    }

    private void add(String name, Set<Integer> refusals, IntSupplier attempt) {
        acts.add(new ForbiddenAct(name, attempt, refusals));
    }
}
