// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.io.OutputStream;
import jnr.constants.platform.Signal;

/** A process that waits to be told what to run, and runs it when it is let. */
final class ReadyHandler {

    private static final byte[] NEWLINE = {'\n'};

    private final SpawnedProcess process;
    private final OutputStream input;
    private final OutputKeeper output;
    private boolean released;
    private boolean gone;

    /** @param output reads from now on what it will print */
    ReadyHandler(SpawnedProcess process, OutputStream input, OutputKeeper output) {
        this.process = process;
        this.input = input;
        this.output = output;
    }

    SpawnedProcess process() {
        return process;
    }

    /** What it prints. */
    OutputKeeper output() {
        return output;
    }

    /** Once. Nothing runs before {@link #release}. */
    synchronized void tell(byte[] words) {
        say(words);
    }

    /** It runs what it was told. On any thread, more than once; false if nobody heard what it was told. */
    synchronized boolean release() {
        if (!released) {
            released = true;
            say(NEWLINE);
            closeInput();
        }
        return !gone;
    }

    /** Shorter than any pipe's buffer, so this never waits for the reader. */
    private void say(byte[] words) {
        try {
            input.write(words);
        } catch (IOException nobodyReads) {
            gone = true;
        }
    }

    void end() {
        process.signal(Signal.SIGKILL);
        closeInput();
    }

    private void closeInput() {
        try {
            input.close();
        } catch (IOException nobodyReads) {
            // As it was to be.
        }
    }
}
