// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of upsmon(8) that are there so far. */
@SuppressWarnings("UnusedVariable") // picocli answers -h by itself; -F and -D ask for what is always so
@Command(
        name = "upsjail",
        description = "Watches UPSes through upsd from inside a jail, and shuts this host down in time.",
        sortOptions = false,
        exitCodeOnInvalidInput = UpsjailCommand.USAGE)
public final class UpsjailCommand {

    /** EX_USAGE of sysexits(3). */
    public static final int USAGE = 64;

    private static final String DEFAULT_CONFIGURATION_DIRECTORY = "/etc/nut";
    private static final String FILE_NAME = "upsmon.conf";

    @Option(
            names = "-f",
            paramLabel = "FILE",
            description = "configuration file (default: upsmon.conf in NUT_CONFPATH or /etc/nut)")
    private @Nullable Path configuration;

    @Option(names = "-F", description = "stay in the foreground (always so in this version)")
    private boolean foreground;

    @Option(names = "-D", description = "raise the debug level; also stays in the foreground")
    private boolean[] debug = {};

    @Option(names = "-V", description = "show the version and exit")
    private boolean version;

    @Option(names = "-h", usageHelp = true, description = "show this help and exit")
    private boolean help;

    /** The file named, or where NUT's environment or convention puts it. */
    public Path configuration(Map<String, String> environment) {
        return Optional.ofNullable(configuration)
                .orElseGet(() ->
                        Path.of(environment.getOrDefault("NUT_CONFPATH", DEFAULT_CONFIGURATION_DIRECTORY), FILE_NAME))
                .toAbsolutePath();
    }

    public boolean version() {
        return version;
    }
}
