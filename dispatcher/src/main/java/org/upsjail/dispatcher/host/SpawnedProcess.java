// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.CompletableFuture;
import jnr.constants.platform.Signal;

/**
 * A child of ours that the JDK did not start, and the leader of a process group. Until it is reaped its number, which is its
 * group's, is nobody else's, and only until then it is signalled. From any thread.
 */
final class SpawnedProcess {

    /** A shell's way to tell an end by a signal, which is the JDK's, too. */
    private static final int SIGNALLED = 128;

    private final int pid;
    private final LibC libc;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private boolean groupEnds;
    private boolean reaped;

    SpawnedProcess(int pid, LibC libc) {
        this.pid = pid;
        this.libc = libc;
        // It is there: a child is, until it is reaped. The JDK waits for its end and leaves it to us.
        ProcessHandle.of(pid).orElseThrow().onExit().thenRun(this::reap);
    }

    int pid() {
        return pid;
    }

    /** Its exit status, or 128 and the signal that ended it. */
    CompletableFuture<Integer> onExit() {
        return exit.copy();
    }

    boolean isAlive() {
        return !exit.isDone();
    }

    /** Signals the process, if it has not been reaped. */
    void signal(Signal signal) {
        signal(pid, signal);
    }

    /** Signals its process group, while its leader has not been reaped. */
    void signalGroup(Signal signal) {
        signal(-pid, signal);
    }

    /** What is left of its process group when it exits is killed. */
    synchronized void endGroupAtExit() {
        groupEnds = true;
    }

    private synchronized void signal(int whom, Signal signal) {
        if (!reaped) {
            libc.kill(whom, signal.intValue());
        }
    }

    private void reap() {
        exit.complete(waited());
    }

    private synchronized int waited() {
        if (groupEnds) {
            signalGroup(Signal.SIGKILL);
        }
        ByteBuffer status = ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.nativeOrder());
        try {
            libc.waitpid(pid, LibC.address(status));
            reaped = true;
            int word = status.getInt(0);
            int signal = word & 0x7f;
            return signal == 0 ? (word >> 8) & 0xff : SIGNALLED + signal;
        } finally {
            Reference.reachabilityFence(status);
        }
    }
}
