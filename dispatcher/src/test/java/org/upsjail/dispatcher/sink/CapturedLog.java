// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.sink;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A log to be read at the end of a test. */
public final class CapturedLog {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Log log = new Log(bytes, false);

    public Log log() {
        return log;
    }

    /** All that was logged; what is logged afterwards is lost. */
    public String text() {
        log.end(PATIENCE);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
