// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import com.kenai.jffi.MemoryIO;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Bytes outside the heap, where the kernel can read and write them. They are freed with this object: whoever hands out
 * the address holds the object until the call is over.
 */
final class NativeMemory {

    private final ByteBuffer bytes;
    private final long address;

    private NativeMemory(ByteBuffer bytes) {
        this.bytes = bytes.order(ByteOrder.nativeOrder());
        this.address = MemoryIO.getInstance().getDirectBufferAddress(bytes);
    }

    static NativeMemory zeroed(int size) {
        return new NativeMemory(ByteBuffer.allocateDirect(size));
    }

    static NativeMemory copyOf(byte[] content) {
        NativeMemory copy = zeroed(content.length);
        copy.bytes.put(0, content);
        return copy;
    }

    /** A C string. */
    static NativeMemory copyOf(String text) {
        return copyOf((text + '\0').getBytes(StandardCharsets.UTF_8));
    }

    long address() {
        return address;
    }

    /** At the beginning. */
    void put(byte[] content) {
        bytes.put(0, content);
    }

    int getInt(int offset) {
        return bytes.getInt(offset);
    }

    void putInt(int offset, int value) {
        bytes.putInt(offset, value);
    }

    void putLong(int offset, long value) {
        bytes.putLong(offset, value);
    }
}
