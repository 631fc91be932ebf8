// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import java.nio.file.Path;
import java.util.List;

/**
 * The system calls of the jail, each with its error turned into a {@link JailException}. Bound once, before the jail;
 * calls from several threads do not disturb each other.
 */
public final class Posix {

    /** _LINUX_CAPABILITY_VERSION_3: two words for each set. */
    private static final int CAPABILITY_VERSION = 0x20080522;

    /** A uid_t or gid_t. */
    private static final int ID_BYTES = 4;

    private static final int O_WRONLY = 01;
    private static final int O_NONBLOCK = 04000;
    private static final int O_CLOEXEC = 02000000;

    private static final String NEEDS_ROOT = "start the monitor as root with CAP_SYS_CHROOT, CAP_SETUID and CAP_SETGID";

    private final LibC libc;

    private Posix(LibC libc) {
        this.libc = libc;
    }

    /** Loads the native library of jffi and binds libc. */
    public static Posix bind() throws JailException {
        try {
            return new Posix(LibC.bind());
        } catch (LinkageError | RuntimeException e) {
            throw new JailException(
                    "the C library cannot be bound",
                    String.valueOf(e.getMessage()),
                    "let -Djffi.boot.library.path name the directory of libjffi-1.2.so");
        }
    }

    /** Leaves all supplementary groups, in every thread. */
    void dropGroups() throws JailException {
        check("setgroups()", libc.setgroups(0, 0), NEEDS_ROOT);
    }

    /** Real, effective and saved group, in every thread. */
    void setGroup(int gid) throws JailException {
        check("setresgid(" + gid + ")", libc.setresgid(gid, gid, gid), NEEDS_ROOT);
    }

    /** Real, effective and saved user, in every thread. */
    void setUser(int uid) throws JailException {
        check("setresuid(" + uid + ")", libc.setresuid(uid, uid, uid), NEEDS_ROOT);
    }

    /** Real, effective and saved user of the calling thread. */
    List<Integer> users() throws JailException {
        NativeMemory real = NativeMemory.zeroed(ID_BYTES);
        NativeMemory effective = NativeMemory.zeroed(ID_BYTES);
        NativeMemory saved = NativeMemory.zeroed(ID_BYTES);
        check("getresuid", libc.getresuid(real, effective, saved), "report this");
        return List.of(real.getInt(0), effective.getInt(0), saved.getInt(0));
    }

    /** Real, effective and saved group of the calling thread. */
    List<Integer> groups() throws JailException {
        NativeMemory real = NativeMemory.zeroed(ID_BYTES);
        NativeMemory effective = NativeMemory.zeroed(ID_BYTES);
        NativeMemory saved = NativeMemory.zeroed(ID_BYTES);
        check("getresgid", libc.getresgid(real, effective, saved), "report this");
        return List.of(real.getInt(0), effective.getInt(0), saved.getInt(0));
    }

    /** The capability sets of the calling thread. */
    Capabilities capabilities() throws JailException {
        NativeMemory data = NativeMemory.zeroed(24);
        check("capget", libc.capget(capabilityHeader(), data), "report this");
        return new Capabilities(word(data, 0), word(data, 4), word(data, 8));
    }

    /** Replaces the capability sets of the calling thread alone. */
    void setCapabilities(Capabilities sets) throws JailException {
        NativeMemory data = NativeMemory.zeroed(24);
        putWord(data, 0, sets.effective());
        putWord(data, 4, sets.permitted());
        putWord(data, 8, sets.inheritable());
        check("capset", libc.capset(capabilityHeader(), data), NEEDS_ROOT);
    }

    void chroot(String path, String remedy) throws JailException {
        check("chroot to " + path, libc.chroot(path), remedy);
    }

    void chdir(String path) throws JailException {
        check("chdir to " + path, libc.chdir(path), "report this");
    }

    /** prctl with one argument. */
    void prctl(String what, int option, long argument) throws JailException {
        check("prctl " + what, libc.prctl(option, argument), "run on Linux 4.14 or newer");
    }

    /** Sets the soft and the hard limit. */
    void limit(String what, int resource, long value) throws JailException {
        NativeMemory limit = NativeMemory.zeroed(16);
        limit.putLong(0, value);
        limit.putLong(8, value);
        check("setrlimit " + what + " " + value, libc.setrlimit(resource, limit), "raise the hard limit");
    }

    /** The process id as this process's own namespace counts. */
    int processId() {
        return libc.getpid();
    }

    /** Sets the file mode creation mask and returns the one before. */
    public int umask(int mask) {
        return libc.umask(mask);
    }

    /** Closes a descriptor by number: for one that was inherited, which no Java object owns. */
    public void close(int descriptor) throws JailException {
        check("close(" + descriptor + ")", libc.close(descriptor), "pass it to the monitor open");
    }

    /** Opens the pipe anew for writing, by a description of its own, where somebody reads it. */
    public NonBlockingOutput nonBlockingOutput(Path pipe) throws JailException {
        int descriptor = libc.open(pipe.toString(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
        check("open " + pipe, descriptor, "let upsjail start the monitor");
        return new NonBlockingOutput(libc, descriptor);
    }

    /** Makes a system call for its answer alone. */
    Answer syscall(int number, long... arguments) {
        long[] a = new long[6];
        System.arraycopy(arguments, 0, a, 0, arguments.length);
        long value = libc.syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]);
        return new Answer(value, value == -1 ? libc.errno() : 0);
    }

    private void check(String what, int result, String remedy) throws JailException {
        if (result == -1) {
            throw JailException.ofErrno(what, libc.errno(), remedy);
        }
    }

    private static NativeMemory capabilityHeader() {
        NativeMemory header = NativeMemory.zeroed(8);
        header.putInt(0, CAPABILITY_VERSION);
        return header;
    }

    /** A set is two words of 32 bits, 12 bytes apart, low one first. */
    private static long word(NativeMemory data, int offset) {
        return Integer.toUnsignedLong(data.getInt(offset)) | Integer.toUnsignedLong(data.getInt(offset + 12)) << 32;
    }

    private static void putWord(NativeMemory data, int offset, long set) {
        data.putInt(offset, (int) set);
        data.putInt(offset + 12, (int) (set >>> 32));
    }

    /** What a system call returned, and its errno if that was -1. */
    record Answer(long value, int errno) {}
}
