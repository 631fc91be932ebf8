// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StrictEventLoopTest {

    private final CompletableFuture<Error> fatal = new CompletableFuture<>();
    private final StrictEventLoop loop = new StrictEventLoop(fatal::complete);
    private final StackOverflowError planted = new StackOverflowError("planted");

    @AfterEach
    void endLoop() {
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @Test
    void errorOfATaskIsFatal() throws Exception {
        loop.execute(this::fail);

        assertSame(planted, fatal.get());
    }

    @Test
    void errorOfATimerIsFatal() throws Exception {
        loop.schedule(this::fail, 1, TimeUnit.MILLISECONDS);

        assertSame(planted, fatal.get());
    }

    @Test
    void errorOfWhatIsRepeatedIsFatal() throws Exception {
        loop.scheduleAtFixedRate(this::fail, 1, 1, TimeUnit.MILLISECONDS);

        assertSame(planted, fatal.get());
    }

    @Test
    void errorThatAChannelWasToldOfIsFatal() throws Exception {
        StrictEventLoop.rethrowError(loop, planted);

        assertSame(planted, fatal.get());
    }

    @Test
    void missingClassOnAChannelIsNot() throws Exception {
        StrictEventLoop.rethrowError(loop, new NoClassDefFoundError("planted"));

        assertEquals("after", loop.submit(() -> "after").get());
        assertFalse(fatal.isDone());
    }

    @Test
    void exceptionIsNot() throws Exception {
        loop.execute(() -> {
            throw new IllegalStateException("planted");
        });

        assertEquals("after", loop.submit(() -> "after").get());
        assertFalse(fatal.isDone());
    }

    private void fail() {
        throw planted;
    }
}
