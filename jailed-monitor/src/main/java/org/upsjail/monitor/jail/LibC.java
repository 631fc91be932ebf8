// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import jnr.ffi.Pointer;
import jnr.ffi.annotations.Out;
import jnr.ffi.annotations.Variadic;
import jnr.ffi.byref.IntByReference;

/**
 * The functions of libc the jail needs and no other. Public only because the class jnr-ffi generates must see it: use
 * {@link Posix}.
 *
 * <p>The set*id functions and setgroups must be libc's: its wrappers reach every thread of the process, the system
 * calls of the same names change the calling thread alone.
 */
public interface LibC {

    int setgroups(long size, @Out Pointer list);

    int setresuid(int real, int effective, int saved);

    int setresgid(int real, int effective, int saved);

    int getresuid(@Out IntByReference real, @Out IntByReference effective, @Out IntByReference saved);

    int getresgid(@Out IntByReference real, @Out IntByReference effective, @Out IntByReference saved);

    int getpid();

    int capget(Pointer header, Pointer data);

    int capset(Pointer header, Pointer data);

    int chroot(String path);

    int chdir(String path);

    int close(int descriptor);

    int umask(int mask);

    int setrlimit(int resource, Pointer limit);

    @Variadic(fixedCount = 1)
    int prctl(int option, long argument2, long argument3, long argument4, long argument5);

    @Variadic(fixedCount = 1)
    long syscall(long number, long a, long b, long c, long d, long e, long f);
}
