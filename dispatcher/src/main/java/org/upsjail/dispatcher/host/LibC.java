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

    /** struct passwd of glibc where pointers have 64 bits: offsets of pw_uid, pw_gid, pw_dir and pw_shell. */
    private static final int UID = 16;

    private static final int GID = 20;
    private static final int HOME = 32;
    private static final int SHELL = 40;

    private static final int PR_SET_DUMPABLE = 4;

    private static final int O_RDONLY = 0;
    private static final int O_WRONLY = 1;
    private static final int O_NONBLOCK = 04000;
    private static final int O_NOFOLLOW = 0400000;
    private static final int O_CLOEXEC = 02000000;

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;

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
            if ((int) call("pipe2", address(ends), O_CLOEXEC) != 0) {
                throw new IOException("no pipe could be made, pipe2(2)");
            }
            return new Pipe(ends.getInt(0), ends.getInt(Integer.BYTES));
        } finally {
            Reference.reachabilityFence(ends);
        }
    }

    /** From here on no other process of this account may look into this one. */
    void forbidInspection() {
        call("prctl", PR_SET_DUMPABLE, 0, 0, 0, 0);
    }

    /** Calls a function that gives 0 or an error number; the exception says which. */
    void succeed(String function, long... arguments) throws IOException {
        int error = (int) call(function, arguments);
        if (error != 0) {
            throw new IOException(function + "(3): " + text(call("strerror", error)));
        }
    }

    /** Waits for a child to end, which reaps it. Where its status goes is an int. */
    void waitpid(int pid, long status) {
        call("waitpid", pid, status, 0);
    }

    /** For this process only, in one direction; negative where that is refused. */
    int open(String path, boolean writing) {
        return open(path, writing ? O_WRONLY : O_RDONLY);
    }

    /** To read what is there and to wait for nothing; negative where that is refused. */
    int openNonBlocking(String path) {
        return open(path, O_RDONLY | O_NONBLOCK);
    }

    /** The same of a name that may be anything's: of a link nothing is opened, and a lease is not waited for. */
    int openForeign(String path) {
        return open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
    }

    private int open(String path, int flags) {
        ByteBuffer argument = string(path);
        try {
            return (int) call("open", address(argument), flags | O_CLOEXEC);
        } finally {
            Reference.reachabilityFence(argument);
        }
    }

    /** How many bytes were read into {@code buffer}, a direct one; 0 at the end, negative for an error or where it would wait. */
    long read(int descriptor, ByteBuffer buffer) {
        try {
            return call("read", descriptor, address(buffer), buffer.capacity());
        } finally {
            Reference.reachabilityFence(buffer);
        }
    }

    /** A string of C. */
    static ByteBuffer string(String text) {
        byte[] bytes = (text + '\0').getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes);
    }

    /** As long as {@code buffer}, a direct one, is reachable. */
    static long address(ByteBuffer buffer) {
        return MemoryIO.getInstance().getDirectBufferAddress(buffer);
    }

    void close(int descriptor) {
        call("close", descriptor);
    }

    /**
     * One datagram, if it can go at once.
     *
     * @param address of a Unix socket; {@code @} stands for the zero byte of the abstract namespace
     */
    void sendDatagram(String address, byte[] message) {
        ByteBuffer to = socketAddress(address);
        ByteBuffer bytes = ByteBuffer.allocateDirect(message.length).put(message);
        int socket = (int) call("socket", AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        if (socket < 0) {
            return;
        }
        try {
            call(
                    "sendto",
                    socket,
                    address(bytes),
                    message.length,
                    MSG_DONTWAIT | MSG_NOSIGNAL,
                    address(to),
                    to.position());
        } finally {
            Reference.reachabilityFence(bytes);
            Reference.reachabilityFence(to);
            call("close", socket);
        }
    }

    private static ByteBuffer socketAddress(String address) {
        byte[] path = address.getBytes(StandardCharsets.UTF_8);
        boolean isAbstract = path[0] == '@';
        ByteBuffer buffer =
                ByteBuffer.allocateDirect(Short.BYTES + path.length + 1).order(ByteOrder.nativeOrder());
        buffer.putShort((short) AF_UNIX).put(path);
        if (isAbstract) {
            buffer.put(Short.BYTES, (byte) 0);
        } else {
            buffer.put((byte) 0);
        }
        return buffer;
    }

    /** Asks every source of accounts that nsswitch.conf names. */
    Optional<Account> getpwnam(String name) {
        ByteBuffer argument = string(name);
        // The answer lies in one place for all threads.
        synchronized (LibC.class) {
            try {
                long entry = call("getpwnam", address(argument));
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
