// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor;

import io.netty.channel.EventLoop;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.upsjail.monitor.loop.StrictEventLoop;
import org.upsjail.monitor.upsd.PollRehearsal;
import org.upsjail.monitor.upsd.SocketRehearsal;
import org.upsjail.monitor.upsd.UpsdRehearsal;

/** Starts the event loop and rehearses what it will do, beside the main thread, which takes as long to get to the jail. */
final class LoopRehearsal {

    /**
     * @param loop runs
     * @param polls to be played on
     * @param sockets to be played on
     */
    record Rehearsed(EventLoop loop, PollRehearsal polls, SocketRehearsal sockets) {}

    private final CompletableFuture<Boolean> confined = new CompletableFuture<>();
    private final SideRehearsal<Rehearsed> side;

    private LoopRehearsal(Consumer<Error> errors) {
        side = SideRehearsal.begin("loop-rehearsal", () -> play(errors));
    }

    /**
     * To be called before this process is the account.
     *
     * @param errors of the loop, from which it cannot go on
     */
    static LoopRehearsal begin(Consumer<Error> errors) {
        return new LoopRehearsal(errors);
    }

    /** This process is the account, and no longer root: what anybody on this host can connect to may be opened. */
    void confined() {
        confined.complete(true);
    }

    /** To be called when {@link #confined} was. Throws what could not be rehearsed. */
    Rehearsed awaitEnd() throws InterruptedException, ExecutionException, TimeoutException {
        return side.awaitEnd();
    }

    private Rehearsed play(Consumer<Error> errors)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        // Else Netty looks for logging libraries that are not here.
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        EventLoop loop = new StrictEventLoop(errors);
        loop.submit(() -> {}).get();
        PollRehearsal polls = PollRehearsal.prepare(loop);
        confined.get();
        SocketRehearsal sockets = SocketRehearsal.prepare(loop);
        UpsdRehearsal.play(loop);
        return new Rehearsed(loop, polls, sockets);
    }
}
