// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor;

import java.nio.file.Path;

/**
 * How the monitor was started.
 *
 * @param configuration upsmon.conf
 * @param oneService whether a dispatcher is its parent, so that it is to die with it
 * @param debugLevel the number of -D
 */
record MonitorOptions(Path configuration, boolean oneService, int debugLevel) {

    static final String USAGE =
            "usage: upsjail-monitor -f FILE [--one-service] [-D]...; it is started by upsjail, not by hand";

    /** @throws IllegalArgumentException when the words are not as {@link #USAGE} has them */
    static MonitorOptions parse(String... arguments) {
        Path configuration = null;
        boolean oneService = false;
        int debugLevel = 0;
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("-f") && i + 1 < arguments.length) {
                configuration = Path.of(arguments[++i]);
            } else if (arguments[i].equals("--one-service")) {
                oneService = true;
            } else if (arguments[i].equals("-D")) {
                debugLevel++;
            } else {
                throw new IllegalArgumentException(USAGE);
            }
        }
        if (configuration == null) {
            throw new IllegalArgumentException(USAGE);
        }
        return new MonitorOptions(configuration.toAbsolutePath(), oneService, debugLevel);
    }
}
