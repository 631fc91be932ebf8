// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How one of the programs of a pair was started.
 *
 * @param accept whether root is to accept the configuration; else the dispatcher is to work
 * @param reload whether one is running that is to go over to it
 * @param configuration upsmon.conf, absolute
 * @param processes cgroup.procs of the monitor's unit; empty: that of upsjail-monitor.service beside our own
 * @param debugLevel the number of -D
 */
record PairOptions(boolean accept, boolean reload, Path configuration, Optional<Path> processes, int debugLevel) {

    static final String USAGE = "usage: upsjail paired-accept [--reload] [-f FILE], upsjail paired-dispatcher"
            + " [--monitor-processes FILE] [-f FILE] [-D]...; upsjail-dispatcher.service starts both, not a hand";

    static final String ACCEPT = "paired-accept";
    static final String DISPATCH = "paired-dispatcher";

    /** @return empty when the words are not as {@link #USAGE} has them */
    static Optional<PairOptions> parse(Map<String, String> environment, String... arguments) {
        boolean accept = arguments.length > 0 && arguments[0].equals(ACCEPT);
        if (!accept && (arguments.length == 0 || !arguments[0].equals(DISPATCH))) {
            return Optional.empty();
        }
        boolean reload = false;
        Path configuration = Path.of(environment.getOrDefault("NUT_CONFPATH", "/etc/nut"), "upsmon.conf");
        Optional<Path> processes = Optional.empty();
        int debugLevel = 0;
        for (int i = 1; i < arguments.length; i++) {
            boolean followed = i + 1 < arguments.length;
            if (arguments[i].equals("-f") && followed) {
                configuration = Path.of(arguments[++i]);
            } else if (arguments[i].equals("--reload") && accept) {
                reload = true;
            } else if (arguments[i].equals("--monitor-processes") && followed && !accept) {
                processes = Optional.of(Path.of(arguments[++i]));
            } else if (arguments[i].equals("-D") && !accept) {
                debugLevel++;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new PairOptions(accept, reload, configuration.toAbsolutePath(), processes, debugLevel));
    }
}
