// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

/** The three capability sets of a thread, bit n for capability n. */
record Capabilities(long effective, long permitted, long inheritable) {

    static final long SETGID = 1L << 6;
    static final long SETUID = 1L << 7;
    static final long SYS_CHROOT = 1L << 18;

    static final Capabilities NONE = new Capabilities(0, 0, 0);
    static final Capabilities CHROOT_ONLY = new Capabilities(SYS_CHROOT, SYS_CHROOT, 0);

    boolean isNone() {
        return (effective | permitted | inheritable) == 0;
    }

    boolean canUse(long capabilities) {
        return (effective & capabilities) == capabilities;
    }
}
