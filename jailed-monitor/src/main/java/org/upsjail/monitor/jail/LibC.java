// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.HeapInvocationBuffer;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.Type;
import java.lang.ref.Reference;
import java.util.Arrays;

/**
 * The functions of libc the jail needs and no other, bound by jffi alone: no code is generated at run time. Use
 * {@link Posix}. Calls from several threads do not disturb each other; each thread has its own {@link #errno}.
 *
 * <p>The set*id functions and setgroups must be libc's: its wrappers reach every thread of the process, the system
 * calls of the same names change the calling thread alone.
 */
final class LibC {

    /** glibc's, the only C library on which this was tried. */
    private static final String NAME = "libc.so.6";

    private static final int ALL_FIXED = -1;
    private static final boolean KEEP_ERRNO = true;

    private final Library library;
    private final Function setgroups;
    private final Function setresuid;
    private final Function setresgid;
    private final Function getresuid;
    private final Function getresgid;
    private final Function getpid;
    private final Function capget;
    private final Function capset;
    private final Function chroot;
    private final Function chdir;
    private final Function close;
    private final Function open;
    private final Function write;
    private final Function umask;
    private final Function setrlimit;
    private final Function prctl;
    private final Function syscall;

    private LibC(Library library) {
        this.library = library;
        setgroups = function("setgroups", 2);
        setresuid = function("setresuid", 3);
        setresgid = function("setresgid", 3);
        getresuid = function("getresuid", 3);
        getresgid = function("getresgid", 3);
        getpid = function("getpid", 0);
        capget = function("capget", 2);
        capset = function("capset", 2);
        chroot = function("chroot", 1);
        chdir = function("chdir", 1);
        close = function("close", 1);
        open = new Function(library, "open", 2, 2);
        write = function("write", 3);
        umask = function("umask", 1);
        setrlimit = function("setrlimit", 2);
        prctl = variadic("prctl", 5);
        syscall = variadic("syscall", 7);
    }

    /**
     * Loads the native library of jffi and looks every function up.
     *
     * @throws LinkageError if one is missing
     */
    static LibC bind() {
        Library library = Library.getCachedInstance(NAME, Library.NOW | Library.LOCAL);
        if (library == null) {
            throw new UnsatisfiedLinkError(NAME + ": " + Library.getLastError());
        }
        return new LibC(library);
    }

    /** Of the last call of this thread; of use only if that failed. */
    int errno() {
        return LastError.getInstance().get();
    }

    int setgroups(long size, long list) {
        return (int) setgroups.call(size, list);
    }

    int setresuid(int real, int effective, int saved) {
        return (int) setresuid.call(real, effective, saved);
    }

    int setresgid(int real, int effective, int saved) {
        return (int) setresgid.call(real, effective, saved);
    }

    int getresuid(NativeMemory real, NativeMemory effective, NativeMemory saved) {
        return (int) getresuid.callWith(real, effective, saved);
    }

    int getresgid(NativeMemory real, NativeMemory effective, NativeMemory saved) {
        return (int) getresgid.callWith(real, effective, saved);
    }

    int getpid() {
        return (int) getpid.call();
    }

    int capget(NativeMemory header, NativeMemory data) {
        return (int) capget.callWith(header, data);
    }

    int capset(NativeMemory header, NativeMemory data) {
        return (int) capset.callWith(header, data);
    }

    int chroot(String path) {
        return (int) chroot.callWith(NativeMemory.copyOf(path));
    }

    int chdir(String path) {
        return (int) chdir.callWith(NativeMemory.copyOf(path));
    }

    int close(int descriptor) {
        return (int) close.call(descriptor);
    }

    int open(String path, int flags) {
        NativeMemory name = NativeMemory.copyOf(path);
        try {
            return (int) open.call(name.address(), flags);
        } finally {
            Reference.reachabilityFence(name);
        }
    }

    long write(int descriptor, NativeMemory bytes, int count) {
        try {
            return write.call(descriptor, bytes.address(), count);
        } finally {
            Reference.reachabilityFence(bytes);
        }
    }

    int umask(int mask) {
        return (int) umask.call(mask);
    }

    int setrlimit(int resource, NativeMemory limit) {
        try {
            return (int) setrlimit.call(resource, limit.address());
        } finally {
            Reference.reachabilityFence(limit);
        }
    }

    int prctl(int option, long argument) {
        return (int) prctl.call(option, argument, 0, 0, 0);
    }

    long syscall(long number, long a, long b, long c, long d, long e, long f) {
        return syscall.call(number, a, b, c, d, e, f);
    }

    private Function function(String name, int parameters) {
        return new Function(library, name, parameters, ALL_FIXED);
    }

    /** One parameter is named in its declaration, the others come as they may. */
    private Function variadic(String name, int parameters) {
        return new Function(library, name, parameters, 1);
    }

    /** Every parameter goes in a whole register, so an int may be passed as a long; an int result is its low half. */
    private static final class Function {

        private final CallContext context;
        private final long address;

        Function(Library library, String name, int parameters, int fixed) {
            Type[] types = new Type[parameters];
            Arrays.fill(types, Type.SINT64);
            context = fixed == ALL_FIXED
                    ? CallContext.getCallContext(Type.SINT64, types, CallingConvention.DEFAULT, KEEP_ERRNO)
                    : CallContext.getCallContext(Type.SINT64, fixed, types, CallingConvention.DEFAULT, KEEP_ERRNO);
            address = library.getSymbolAddress(name);
            if (address == 0) {
                throw new UnsatisfiedLinkError(NAME + " has no " + name);
            }
        }

        long call(long... arguments) {
            HeapInvocationBuffer buffer = new HeapInvocationBuffer(context);
            for (long argument : arguments) {
                buffer.putLong(argument);
            }
            return Invoker.getInstance().invokeLong(context, address, buffer);
        }

        long callWith(NativeMemory... arguments) {
            try {
                long[] addresses = new long[arguments.length];
                for (int i = 0; i < addresses.length; i++) {
                    addresses[i] = arguments[i].address();
                }
                return call(addresses);
            } finally {
                Reference.reachabilityFence(arguments);
            }
        }
    }
}
