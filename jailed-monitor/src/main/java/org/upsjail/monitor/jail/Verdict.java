// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

/** What the kernel does with a system call: the return values of a seccomp filter. */
enum Verdict {
    ALLOW(0x7fff0000),

    /** The proof tells it from any other failure, and a library that only tries goes on. */
    EPERM(0x00050000 | Errno.EPERM),

    /** "No such call on this kernel": the caller takes the older call, whose arguments can be looked at. */
    ENOSYS(0x00050000 | Errno.ENOSYS),

    /** Only where no honest program can come: foreign numbers. */
    KILL_PROCESS(0x80000000);

    private final int returnValue;

    Verdict(int returnValue) {
        this.returnValue = returnValue;
    }

    int returnValue() {
        return returnValue;
    }
}
