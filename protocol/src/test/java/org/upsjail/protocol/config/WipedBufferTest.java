// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WipedBufferTest {

    private static final byte[] PASSWORD = "P@ss=W0rd".getBytes(StandardCharsets.US_ASCII);

    @Test
    void nothingOfWhatWasReadIsLeftInItOnceItIsClosed() {
        ByteBuffer bytes;
        try (WipedBuffer buffer = new WipedBuffer(16)) {
            bytes = buffer.bytes();
            bytes.put(PASSWORD).flip();
        }

        for (int i = 0; i < bytes.capacity(); i++) {
            assertEquals(0, bytes.get(i), "byte " + i);
        }
    }

    /** Of an array the JDK would read a copy. */
    @Test
    void itIsReadIntoDirectly() {
        try (WipedBuffer buffer = new WipedBuffer(16)) {
            assertTrue(buffer.bytes().isDirect());
        }
    }
}
