// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.nio.ByteBuffer;

/**
 * A buffer for the text of a file that holds passwords: closing it overwrites all of it with zeros. It is direct, for of an
 * array the JDK would read a copy of its own, which nobody wipes.
 */
final class WipedBuffer implements AutoCloseable {

    private final ByteBuffer bytes;

    WipedBuffer(int capacity) {
        bytes = ByteBuffer.allocateDirect(capacity);
    }

    ByteBuffer bytes() {
        return bytes;
    }

    @Override
    public void close() {
        bytes.clear();
        while (bytes.hasRemaining()) {
            bytes.put((byte) 0);
        }
    }
}
