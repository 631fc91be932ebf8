// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.HeapInvocationBuffer;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.Library;
import com.kenai.jffi.MemoryIO;
import com.kenai.jffi.Platform;
import com.kenai.jffi.Type;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The functions of libc that the JDK lacks, bound by jffi alone: no code is generated at run time. From any thread. */
final class LibC {

    /** glibc's, the only C library on which this was tried. */
    private static final String NAME = "libc.so.6";

    /** The same on x86-64 and aarch64. */
    private static final int O_CLOEXEC = 02000000;

    /** struct passwd of glibc where pointers have 64 bits: offsets of pw_uid, pw_gid, pw_dir and pw_shell. */
    private static final int UID = 16;

    private static final int GID = 20;
    private static final int HOME = 32;
    private static final int SHELL = 40;

    private final Library library;

    LibC() {
        Platform platform = Platform.getPlatform();
        if (platform.getOS() != Platform.OS.LINUX || platform.addressSize() != 64) {
            throw new UnsatisfiedLinkError("upsjail reads the structures of 64-bit Linux, and this is "
                    + platform.getName() + "; run it there");
        }
        library = Library.getCachedInstance(NAME, Library.NOW | Library.LOCAL);
        if (library == null) {
            throw new UnsatisfiedLinkError(NAME + ": " + Library.getLastError());
        }
    }

    int geteuid() {
        return (int) call("geteuid");
    }

    void umask(int mask) {
        call("umask", mask);
    }

    /** @param pid a process, or the negative of a process group */
    void kill(long pid, int signal) {
        call("kill", pid, signal);
    }

    /** Both ends of a pipe. */
    record Pipe(int read, int write) {}

    /** With O_CLOEXEC. */
    Pipe pipe() throws IOException {
        ByteBuffer ends = ByteBuffer.allocateDirect(2 * Integer.BYTES).order(ByteOrder.nativeOrder());
        try {
            if ((int) call("pipe2", MemoryIO.getInstance().getDirectBufferAddress(ends), O_CLOEXEC) != 0) {
                throw new IOException("no pipe could be made, pipe2(2)");
            }
            return new Pipe(ends.getInt(0), ends.getInt(Integer.BYTES));
        } finally {
            Reference.reachabilityFence(ends);
        }
    }

    void close(int descriptor) {
        call("close", descriptor);
    }

    /** Asks every source of accounts that nsswitch.conf names. */
    Optional<Account> getpwnam(String name) {
        byte[] bytes = (name + '\0').getBytes(StandardCharsets.UTF_8);
        ByteBuffer argument = ByteBuffer.allocateDirect(bytes.length).put(bytes);
        // The answer lies in one place for all threads.
        synchronized (LibC.class) {
            try {
                long entry = call("getpwnam", MemoryIO.getInstance().getDirectBufferAddress(argument));
                return entry == 0 ? Optional.empty() : Optional.of(account(name, entry));
            } finally {
                Reference.reachabilityFence(argument);
            }
        }
    }

    private static Account account(String name, long entry) {
        MemoryIO memory = MemoryIO.getInstance();
        return new Account(
                name,
                memory.getInt(entry + UID),
                memory.getInt(entry + GID),
                Path.of(text(memory.getAddress(entry + HOME))),
                text(memory.getAddress(entry + SHELL)));
    }

    private static String text(long address) {
        return new String(MemoryIO.getInstance().getZeroTerminatedByteArray(address), StandardCharsets.UTF_8);
    }

    /** Every parameter goes in a whole register, so an int may be passed as a long; an int result is its low half. */
    private long call(String name, long... arguments) {
        long function = library.getSymbolAddress(name);
        if (function == 0) {
            throw new UnsatisfiedLinkError(NAME + " has no " + name);
        }
        Type[] types = new Type[arguments.length];
        Arrays.fill(types, Type.SINT64);
        CallContext context = CallContext.getCallContext(Type.SINT64, types, CallingConvention.DEFAULT, false);
        HeapInvocationBuffer buffer = new HeapInvocationBuffer(context);
        for (long argument : arguments) {
            buffer.putLong(argument);
        }
        return Invoker.getInstance().invokeLong(context, function, buffer);
    }
}
