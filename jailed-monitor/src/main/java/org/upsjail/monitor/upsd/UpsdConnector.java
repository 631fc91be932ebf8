// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** Opens the connection of one MONITOR line. */
interface UpsdConnector {

    /**
     * Connects, with a new session of {@code sessions} for each address that is tried; {@code failed} hears, later, why
     * if no address takes it. On the event loop, all of it.
     */
    void connect(Supplier<UpsdSession> sessions, Consumer<String> failed);
}
