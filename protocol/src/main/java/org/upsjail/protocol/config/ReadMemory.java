// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.nio.ByteBuffer;

/** Gives a reader all memory that it puts a password into; the reader wipes it. */
class ReadMemory {

    /** Direct, for of an array the JDK would read a copy of its own, which nobody wipes. */
    ByteBuffer bytes(int size) {
        return ByteBuffer.allocateDirect(size);
    }

    char[] characters(int size) {
        return new char[size];
    }
}
