// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import java.io.InputStream;
import java.util.function.IntConsumer;
import org.upsjail.protocol.wire.Order;

/** A started monitor and its three pipes. */
public interface MonitorProcess {

    /** That of one whose parent is another process. */
    int STATUS_UNKNOWN = -1;

    long pid();

    /** What is said of it when it is launched. */
    default String introduction() {
        return "monitor started, pid " + pid();
    }

    /** Its fd 3. */
    InputStream frames();

    /** Its fd 2. */
    InputStream log();

    /** Hands the order over without waiting. False when the monitor has stopped reading orders. */
    boolean order(Order order);

    /** SIGKILL. */
    void kill();

    /** Calls once with the exit status, or {@link #STATUS_UNKNOWN}, on any thread. */
    void whenExited(IntConsumer exitStatus);
}
