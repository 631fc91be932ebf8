// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The steps into the jail, in the order in which they stand here, all made by one thread: the main thread, which must
 * live as long as the process, since the death signal of the parent is bound to it.
 *
 * <p>Between {@link #dropToAccount} and {@link #dropLastCapability} the calling thread holds CAP_SYS_CHROOT and must
 * start no thread, for that would inherit it: {@link #chroot} looks at every thread and refuses. Threads that will be
 * needed are started before the first step, or by one that was, before {@link #forbidNewThreads}.
 *
 * <p>A step that throws leaves the process half way: halt.
 */
public final class Jail {

    private static final int PR_SET_PDEATHSIG = 1;
    private static final int PR_SET_DUMPABLE = 4;
    private static final int PR_SET_KEEPCAPS = 8;
    private static final int PR_SET_NO_NEW_PRIVS = 38;

    private static final int RLIMIT_NPROC = 6;

    private static final int SIGKILL = 9;

    private static final String NEEDS_SECCOMP =
            "run Linux 4.14 or newer with CONFIG_SECCOMP_FILTER, and let the container use seccomp(2)";

    /** Nothing can be created any more; should that fail, it is for the owner alone. */
    private static final int OWNER_ONLY = 0077;

    private final Posix posix;
    private final Optional<Path> directory;
    private @Nullable JailAccount account;

    /** @param directory the root to be; empty in the reduced jail, which keeps the host's */
    public Jail(Posix posix, Optional<Path> directory) {
        this.posix = posix;
        this.directory = directory;
    }

    /** Refuses anything but uid 0. */
    public static void requireRoot(Posix posix) throws JailException {
        List<Integer> users = posix.users();
        if (!users.equals(List.of(0, 0, 0))) {
            throw new JailException(
                    "the monitor cannot build its jail",
                    "it was started as uid " + users.get(1),
                    "start it as root, it becomes its own account by itself");
        }
    }

    /** Refuses a host on which the next steps could not be made: a capability is missing, or the directory is not fit. */
    public void requireMeans() throws JailException {
        Capabilities own = posix.capabilities();
        if (!own.canUse(Capabilities.SETUID | Capabilities.SETGID)) {
            throw new JailException(
                    "the monitor cannot build its jail",
                    "root lacks CAP_SETUID or CAP_SETGID here",
                    "leave it CAP_SYS_CHROOT, CAP_SETUID and CAP_SETGID");
        }
        if (directory.isEmpty()) {
            return;
        }
        if (!own.canUse(Capabilities.SYS_CHROOT)) {
            throw new JailException(
                    "the monitor cannot build its jail",
                    "root lacks CAP_SYS_CHROOT here",
                    "give it to this container or unit, or accept REDUCEDJAIL without-chroot in upsjail.conf");
        }
        JailDirectory.check(directory.get());
    }

    /**
     * Makes every thread {@code account}'s; of the capabilities only CAP_SYS_CHROOT is left, on this thread alone, and not
     * even that in the reduced jail.
     */
    public void dropToAccount(JailAccount account) throws JailException {
        posix.prctl("PR_SET_KEEPCAPS", PR_SET_KEEPCAPS, 1);
        posix.dropGroups();
        posix.setGroup(account.gid());
        posix.setUser(account.uid());
        posix.setCapabilities(directory.isPresent() ? Capabilities.CHROOT_ONLY : Capabilities.NONE);
        posix.prctl("PR_SET_KEEPCAPS", PR_SET_KEEPCAPS, 0);
        this.account = account;
        requireIdentity(account);
    }

    /**
     * No new privileges, no reading by ptrace, and the limits. From here on a regular file as descriptor 2 would stay
     * empty without a word: {@link Descriptors#keepOnlyKnown} has refused one.
     */
    public void confine(JailLimits limits) throws JailException {
        posix.prctl("PR_SET_NO_NEW_PRIVS", PR_SET_NO_NEW_PRIVS, 1);
        posix.prctl("PR_SET_DUMPABLE", PR_SET_DUMPABLE, 0);
        if (limits.dieWithParent()) {
            // After setresuid: a change of user clears it.
            posix.prctl("PR_SET_PDEATHSIG", PR_SET_PDEATHSIG, SIGKILL);
        }
        posix.umask(OWNER_ONLY);
        for (JailLimits.ResourceLimit limit : limits.resources()) {
            posix.limit(limit.name(), limit.number(), limit.value());
        }
    }

    /**
     * Checks every other thread, the last time /proc can be seen, and makes the directory the root. {@link #requireMeans}
     * has checked it while this process was root.
     */
    public void chroot() throws JailException {
        JailAccount own = requireAccount();
        for (ThreadStatus thread : ThreadStatus.ofOtherThreads()) {
            thread.requireConfinedTo(own);
        }
        if (directory.isPresent()) {
            chroot(directory.get(), own);
        } else {
            posix.chdir("/");
        }
    }

    private void chroot(Path directory, JailAccount own) throws JailException {
        JailDirectory.Identity chosen = JailDirectory.identityOf(directory);
        posix.chroot(directory.toString(), "let every directory on the way be searchable by uid " + own.uid());
        posix.chdir("/");
        JailDirectory.checkAsAccount(Path.of("/"));
        if (!JailDirectory.identityOf(Path.of("/")).isSameAs(chosen)) {
            throw new JailException("chroot to " + directory, "the root is another directory", "mount nothing over it");
        }
    }

    /**
     * Gives up CAP_SYS_CHROOT. With this no thread has any capability: the others were seen to have none, and only this
     * one could have passed some on. The outside check of the dispatcher sees all threads at once.
     */
    public void dropLastCapability() throws JailException {
        posix.setCapabilities(Capabilities.NONE);
        if (!posix.capabilities().isNone()) {
            throw new JailException("dropping CAP_SYS_CHROOT", "capabilities are left", "do not run on this kernel");
        }
        requireIdentity(requireAccount());
    }

    /**
     * Allows the account no thread and no process more than there are. Then the JVM cannot start one either, not even
     * the one in which it handles SIGTERM: run it with -Xrs, so that the signal keeps its default action.
     */
    public void forbidNewThreads() throws JailException {
        posix.limit("RLIMIT_NPROC", RLIMIT_NPROC, 0);
    }

    /** Installs the filter of {@link SeccompTable} in every thread, or in none and throws. */
    public void seccomp(Architecture architecture) throws JailException {
        requireVerdicts(architecture);
        Posix.Answer answer = install(architecture);
        if (answer.value() > 0) {
            throw new JailException(
                    "the seccomp filter",
                    "thread " + answer.value() + " has another one",
                    "start no thread with its own");
        }
        if (answer.value() != 0) {
            throw JailException.ofErrno("the seccomp filter", answer.errno(), NEEDS_SECCOMP);
        }
    }

    /** Older kernels take KILL_PROCESS for the end of one thread, without a word. */
    private void requireVerdicts(Architecture architecture) throws JailException {
        NativeMemory verdict = NativeMemory.copyOf(SeccompFilter.inNativeOrder(Verdict.KILL_PROCESS.returnValue()));
        try {
            Posix.Answer answer = posix.syscall(
                    architecture.numberOf("seccomp"), SeccompFilter.GET_ACTION_AVAIL, 0, verdict.address());
            if (answer.errno() != 0) {
                throw JailException.ofErrno("the seccomp filter", answer.errno(), NEEDS_SECCOMP);
            }
        } finally {
            Reference.reachabilityFence(verdict);
        }
    }

    private Posix.Answer install(Architecture architecture) {
        SeccompFilter filter = SeccompFilter.ofTable(architecture, posix.processId());
        NativeMemory instructions = NativeMemory.copyOf(filter.encoded());
        NativeMemory program = NativeMemory.copyOf(filter.programHeader(instructions.address()));
        try {
            return posix.syscall(
                    architecture.numberOf("seccomp"),
                    SeccompFilter.SET_MODE_FILTER,
                    SeccompFilter.ALL_THREADS,
                    program.address());
        } finally {
            // The kernel saw addresses, the collector does not: native memory is freed with its Java object.
            Reference.reachabilityFence(instructions);
            Reference.reachabilityFence(program);
        }
    }

    private JailAccount requireAccount() {
        if (account == null) {
            throw new IllegalStateException("dropToAccount comes first");
        }
        return account;
    }

    private void requireIdentity(JailAccount due) throws JailException {
        if (!posix.users().equals(List.of(due.uid(), due.uid(), due.uid()))
                || !posix.groups().equals(List.of(due.gid(), due.gid(), due.gid()))) {
            throw new JailException(
                    "becoming uid " + due.uid() + " gid " + due.gid(),
                    "uids are " + posix.users() + ", gids " + posix.groups(),
                    "do not run on this kernel");
        }
    }
}
