// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Does once outside what the jail room will do inside, so that no class, no native function and no file is looked for
 * after chroot. Each room of the monitor that runs inside needs a rehearsal of its own.
 */
public final class Rehearsal {

    private Rehearsal() {}

    /**
     * Rehearses every step from chroot on, and the printing of a failure. May run on any thread, but
     * after {@link Jail#dropToAccount}: nothing of it is to happen as root.
     *
     * @throws JailException if a step cannot even be rehearsed here
     */
    public static void ofJailRoom(Posix posix, Architecture architecture, JailProof proof, Optional<Path> directory)
            throws JailException {
        posix.users();
        posix.groups();
        posix.capabilities();
        if (directory.isPresent()) {
            JailDirectory.identityOf(directory.get());
            JailDirectory.checkAsAccount(directory.get());
        }
        SeccompFilter filter = SeccompFilter.ofTable(architecture, posix.processId());
        NativeMemory.copyOf(
                filter.programHeader(NativeMemory.copyOf(filter.encoded()).address()));
        ThreadStatus.ofOtherThreads();
        proof.rehearse();
        print(JailException.ofErrno("rehearsal", Errno.EPERM, "nothing to do"));
    }

    private static void print(JailException failure) {
        failure.printStackTrace(new PrintWriter(new StringWriter()));
    }
}
