// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;
import jnr.constants.platform.Signal;

/**
 * A process that waits to be told what to run. It runs that when it was told and released, whichever comes last; the two may
 * come from two threads.
 */
final class ReadyHandler {

    private static final byte[] LAST_BYTE = {'\n'};

    private final SpawnedProcess process;
    private final OutputStream input;
    private final InputStream output;
    private boolean told;
    private boolean released;
    private boolean gone;

    ReadyHandler(SpawnedProcess process, OutputStream input, InputStream output) {
        this.process = process;
        this.input = input;
        this.output = output;
    }

    SpawnedProcess process() {
        return process;
    }

    /** What it will print. */
    InputStream output() {
        return output;
    }

    /** Once: all but the end of the last line, before which nothing runs; that, too, if it was released already. */
    synchronized void tell(Supplier<byte[]> whole) {
        if (!told) {
            byte[] words = whole.get();
            told = true;
            say(words, released ? words.length : words.length - 1);
        }
    }

    /** From then on it runs what it was told, or will be. On any thread; false if nobody heard what it was told. */
    synchronized boolean release() {
        if (!released) {
            released = true;
            if (told) {
                say(LAST_BYTE, LAST_BYTE.length);
            }
        }
        return !gone;
    }

    /** Shorter than any pipe's buffer, so this never waits for the reader. */
    private void say(byte[] words, int length) {
        try {
            input.write(words, 0, length);
        } catch (IOException nobodyReads) {
            gone = true;
        }
        if (gone || released) {
            closed(input);
        }
    }

    void end() {
        process.signal(Signal.SIGKILL);
        closed(input);
        closed(output);
    }

    private static void closed(Closeable end) {
        try {
            end.close();
        } catch (IOException gone) {
            // As it was to be.
        }
    }
}
