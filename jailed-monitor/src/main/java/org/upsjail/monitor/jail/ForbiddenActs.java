// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * What {@link JailProof} tries, by theme in the classes named {@code Forbidden*}. The arguments are such that an
 * unfiltered kernel would fail too, but with another error (a null pointer: EFAULT; a descriptor or a flag that is none:
 * EBADF, EINVAL), or would change nothing (signal 0, the id -1). fork and vfork have no arguments and are not tried:
 * clone with flags that contradict each other stands in.
 */
final class ForbiddenActs {

    private static final Set<Integer> BY_FILTER = Set.of(Errno.EPERM);
    private static final Set<Integer> AS_IF_UNKNOWN = Set.of(Errno.ENOSYS);

    private final Posix posix;
    private final Architecture architecture;
    private final List<ForbiddenAct> acts = new ArrayList<>();

    private ForbiddenActs(Posix posix, Architecture architecture) {
        this.posix = posix;
        this.architecture = architecture;
    }

    /** All acts, ready to be attempted without loading anything more. */
    static List<ForbiddenAct> of(Posix posix, Architecture architecture) {
        ForbiddenActs list = new ForbiddenActs(posix, architecture);
        ForbiddenProcesses.addTo(list, posix.processId());
        ForbiddenFiles.addTo(list);
        ForbiddenPrivileges.addTo(list);
        ForbiddenSockets.addTo(list);
        ForbiddenKernel.addTo(list);
        return List.copyOf(list.acts);
    }

    /** Adds the call by its own name. */
    void add(String call, long... arguments) {
        addAs(call, call, arguments);
    }

    /** Adds the call, if this architecture has it. */
    void addAs(String name, String call, long... arguments) {
        attempt(
                name,
                call,
                BY_FILTER,
                () -> posix.syscall(architecture.numberOf(call), arguments).errno());
    }

    /** Adds a call that is to look as if the kernel did not know it. */
    void addUnknown(String call) {
        attempt(
                call,
                call,
                AS_IF_UNKNOWN,
                () -> posix.syscall(architecture.numberOf(call)).errno());
    }

    /** Adds a call on a path: the current directory and the path stand before {@code arguments}. */
    void addAt(String name, String call, String path, long... arguments) {
        NativeMemory nativePath = NativeMemory.copyOf(path);
        long[] all = new long[arguments.length + 2];
        all[0] = ForbiddenFiles.CURRENT_DIRECTORY;
        all[1] = nativePath.address();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        attempt(name, call, BY_FILTER, () -> {
            try {
                return posix.syscall(architecture.numberOf(call), all).errno();
            } finally {
                // The kernel saw an address, the collector does not.
                Reference.reachabilityFence(nativePath);
            }
        });
    }

    /** Adds a call that gives a descriptor where it is not refused, which is closed again. */
    void addOpening(String name, String call, long... arguments) {
        attempt(name, call, BY_FILTER, () -> {
            Posix.Answer answer = posix.syscall(architecture.numberOf(call), arguments);
            if (answer.errno() == 0) {
                posix.syscall(architecture.numberOf("close"), answer.value());
            }
            return answer.errno();
        });
    }

    private void attempt(String name, String call, Set<Integer> refusals, IntSupplier attempt) {
        if (architecture.has(call)) {
            acts.add(new ForbiddenAct(name, attempt, refusals));
        }
    }
}
