// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

/** Programs, processes, threads, and what reaches other processes: reading, steering, signalling. */
final class ForbiddenProcesses {

    private static final long CLONE_SIGHAND_WITHOUT_MEMORY = 0x800;
    private static final long CLONE_NEW_ROOT_SHARED = 0x20200;
    private static final long CLONE_NEW_USER_ROOT_SHARED = 0x10000200;
    private static final long UNKNOWN_FLAG = 1;

    /** Above any pid_max. */
    private static final long NO_PROCESS = 0x3fffffff;

    private static final int F_SETOWN = 8;
    private static final int F_SETSIG = 10;
    private static final int F_SETOWN_EX = 15;
    private static final int F_SETFL = 4;
    private static final long O_ASYNC = 0x2000;
    private static final long FIOSETOWN = 0x8901;
    private static final long TIOCSTI = 0x5412;

    private ForbiddenProcesses() {}

    static void addTo(ForbiddenActs acts, long own) {
        programs(acts);
        signals(acts, own);
        others(acts, own);
    }

    private static void programs(ForbiddenActs acts) {
        acts.add("execve");
        acts.add("execveat", -1);
        acts.add("clone", CLONE_SIGHAND_WITHOUT_MEMORY);
        acts.addAs("clone with a new file tree", "clone", CLONE_NEW_ROOT_SHARED);
        acts.addAs("clone with a new user namespace", "clone", CLONE_NEW_USER_ROOT_SHARED);
        acts.addUnknown("clone3");
        acts.add("personality", 0xffffffffL);
        acts.add("uselib");
        acts.add("setpgid", 0, -1);
    }

    private static void signals(ForbiddenActs acts, long own) {
        acts.add("kill", own, 0);
        acts.add("tkill", own, 0);
        acts.addAs("tgkill of another process", "tgkill", NO_PROCESS, NO_PROCESS, 0);
        acts.add("rt_sigqueueinfo", own, 0);
        acts.add("rt_tgsigqueueinfo", own, own, 0);
        acts.add("pidfd_open", -1);
        acts.add("pidfd_send_signal", -1);
        acts.add("pidfd_getfd", -1, -1);
        // A descriptor's owner gets a signal of choice when bytes come.
        acts.addAs("fcntl F_SETOWN", "fcntl", -1, F_SETOWN);
        acts.addAs("fcntl F_SETOWN_EX", "fcntl", -1, F_SETOWN_EX);
        acts.addAs("fcntl F_SETSIG", "fcntl", -1, F_SETSIG);
        acts.addAs("fcntl O_ASYNC", "fcntl", -1, F_SETFL, O_ASYNC);
        acts.addAs("ioctl FIOSETOWN", "ioctl", -1, FIOSETOWN);
        acts.addAs("ioctl TIOCSTI", "ioctl", -1, TIOCSTI);
        acts.add("timer_create", -1);
    }

    private static void others(ForbiddenActs acts, long own) {
        acts.add("ptrace", -1);
        acts.add("process_vm_readv", own, 0, 0, 0, 0, UNKNOWN_FLAG);
        acts.add("process_vm_writev", own, 0, 0, 0, 0, UNKNOWN_FLAG);
        acts.add("process_madvise", -1);
        acts.add("kcmp", -1, -1, -1);
        acts.add("setpriority", -1);
        acts.add("sched_setscheduler", -1);
        acts.add("migrate_pages", -1);
    }
}
