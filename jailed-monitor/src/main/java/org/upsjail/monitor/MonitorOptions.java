// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import org.upsjail.monitor.names.AddressFamilies;

/**
 * How the monitor was started.
 *
 * @param configuration upsmon.conf
 * @param oneService whether a dispatcher is its parent, so that it is to die with it
 * @param families of which addresses a connection may be
 * @param connectTimeout how long one address has to take a connection; zero: as long as the kernel tries
 * @param debugLevel the number of -D
 * @param rehearsal whether it is to end in front of the jail, with everything loaded and nobody connected
 * @param check whether it is to read what it would need of this host's files, say what is wrong with it, and end
 */
record MonitorOptions(
        Path configuration,
        boolean oneService,
        AddressFamilies families,
        Duration connectTimeout,
        int debugLevel,
        boolean rehearsal,
        boolean check) {

    static final String USAGE =
            "usage: upsjail-monitor -f FILE [--one-service | --rehearsal | --check] [-4 | -6] [-W SECONDS] [-D]...;"
                    + " it is started by upsjail, not by hand";

    /** upsmon's, since 2.8.3. */
    private static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** @throws IllegalArgumentException when the words are not as {@link #USAGE} has them */
    static MonitorOptions parse(String... arguments) {
        Path configuration = null;
        boolean oneService = false;
        AddressFamilies families = AddressFamilies.BOTH;
        Duration connectTimeout = DEFAULT_CONNECT_TIMEOUT;
        int debugLevel = 0;
        boolean rehearsal = false;
        boolean check = false;
        for (int i = 0; i < arguments.length; i++) {
            boolean followed = i + 1 < arguments.length;
            if (arguments[i].equals("-f") && followed) {
                configuration = Path.of(arguments[++i]);
            } else if (arguments[i].equals("--one-service")) {
                oneService = true;
            } else if (arguments[i].equals("-4") && families != AddressFamilies.IPV6) {
                families = AddressFamilies.IPV4;
            } else if (arguments[i].equals("-6") && families != AddressFamilies.IPV4) {
                families = AddressFamilies.IPV6;
            } else if (arguments[i].equals("-W") && followed) {
                connectTimeout = seconds(arguments[++i]);
            } else if (arguments[i].equals("-D")) {
                debugLevel++;
            } else if (arguments[i].equals("--rehearsal")) {
                rehearsal = true;
            } else if (arguments[i].equals("--check")) {
                check = true;
            } else {
                throw new IllegalArgumentException(USAGE);
            }
        }
        if (configuration == null) {
            throw new IllegalArgumentException(USAGE);
        }
        return new MonitorOptions(
                configuration.toAbsolutePath(), oneService, families, connectTimeout, debugLevel, rehearsal, check);
    }

    /** The dispatcher has checked it; here it is only not to overflow. */
    private static Duration seconds(String word) {
        if (!word.matches("[0-9]{1,6}(\\.[0-9]{1,3})?")) {
            throw new IllegalArgumentException(USAGE);
        }
        return Duration.ofMillis(new BigDecimal(word).movePointRight(3).longValueExact());
    }
}
