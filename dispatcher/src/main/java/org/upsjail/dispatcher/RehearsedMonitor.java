// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.util.function.IntConsumer;
import org.upsjail.dispatcher.monitor.MonitorProcess;
import org.upsjail.protocol.wire.Frame;
import org.upsjail.protocol.wire.FrameEncoder;
import org.upsjail.protocol.wire.Order;

/** A monitor that is no process and says what it is told to say. */
final class RehearsedMonitor implements MonitorProcess {

    private final PipedInputStream frames = new PipedInputStream();
    private final PipedOutputStream end = new PipedOutputStream();

    RehearsedMonitor() {
        try {
            end.connect(frames);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** All of it in one piece. */
    void says(Frame... words) {
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        for (Frame frame : words) {
            piece.writeBytes(FrameEncoder.encode(frame));
        }
        try {
            piece.writeTo(end);
            end.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public long pid() {
        return ProcessHandle.current().pid();
    }

    @Override
    public InputStream frames() {
        return frames;
    }

    @Override
    public InputStream log() {
        return InputStream.nullInputStream();
    }

    @Override
    public boolean order(Order order) {
        return true;
    }

    /** Its pipe ends. */
    @Override
    public void kill() {
        try {
            end.close();
        } catch (IOException impossible) {
            // Nothing is left to be said.
        }
    }

    @Override
    public void whenExited(IntConsumer exitStatus) {}
}
