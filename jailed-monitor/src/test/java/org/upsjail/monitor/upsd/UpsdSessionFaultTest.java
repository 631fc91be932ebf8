// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A fault of our own in what a session does later. */
class UpsdSessionFaultTest {

    @Test
    void aTimerThatFailsEndsTheSession() {
        Dialogue dialogue = Dialogue.polling(Monitors.secondary());
        dialogue.channel().config().setAllocator(new NoBuffers());

        dialogue.passes(Duration.ofSeconds(2));
        dialogue.channel().runPendingTasks();
        dialogue.assertHappened("closed: IllegalStateException");
    }

    /** What is to be sent finds no room. */
    private static final class NoBuffers extends AbstractByteBufAllocator {

        @Override
        public boolean isDirectBufferPooled() {
            return false;
        }

        @Override
        protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
            throw new IllegalStateException("planted");
        }

        @Override
        protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
            throw new IllegalStateException("planted");
        }
    }
}
