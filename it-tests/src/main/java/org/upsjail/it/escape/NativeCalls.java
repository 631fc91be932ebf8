// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.escape;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.HeapInvocationBuffer;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.MemoryIO;
import com.kenai.jffi.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** System calls with any arguments: what native code in the conquered monitor could do. Bound before the jail. */
final class NativeCalls {

    static final int EAGAIN = 11;

    private static final int ARGUMENTS = 6;
    private static final boolean KEEP_ERRNO = true;

    private final CallContext context;
    private final long syscall;

    private NativeCalls(CallContext context, long syscall) {
        this.context = context;
        this.syscall = syscall;
    }

    static NativeCalls bind() {
        Type[] types = new Type[ARGUMENTS + 1];
        Arrays.fill(types, Type.SINT64);
        Library library = Library.getCachedInstance("libc.so.6", Library.NOW | Library.LOCAL);
        return new NativeCalls(
                CallContext.getCallContext(Type.SINT64, 1, types, CallingConvention.DEFAULT, KEEP_ERRNO),
                library.getSymbolAddress("syscall"));
    }

    /** What the call returned, or the negative errno. */
    long call(long number, long... arguments) {
        HeapInvocationBuffer buffer = new HeapInvocationBuffer(context);
        buffer.putLong(number);
        for (int i = 0; i < ARGUMENTS; i++) {
            buffer.putLong(i < arguments.length ? arguments[i] : 0);
        }
        long result = Invoker.getInstance().invokeLong(context, syscall, buffer);
        return result == -1 ? -LastError.getInstance().get() : result;
    }

    /** The address of a C string that is never freed. */
    long text(String text) {
        return bytes((text + '\0').getBytes(StandardCharsets.US_ASCII));
    }

    /** The address of a copy that is never freed. */
    long bytes(byte... bytes) {
        long address = MemoryIO.getInstance().allocateMemory(bytes.length, true);
        MemoryIO.getInstance().putByteArray(address, bytes, 0, bytes.length);
        return address;
    }

    void free(long address) {
        MemoryIO.getInstance().freeMemory(address);
    }

    byte[] read(long address, int size) {
        byte[] bytes = new byte[size];
        MemoryIO.getInstance().getByteArray(address, bytes, 0, size);
        return bytes;
    }

    /** The address of zeroed memory. */
    long zeroed(int size) {
        return MemoryIO.getInstance().allocateMemory(size, true);
    }
}
