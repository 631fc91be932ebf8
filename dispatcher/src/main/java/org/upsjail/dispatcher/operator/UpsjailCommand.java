// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of upsmon(8), and the words of ours. */
@SuppressWarnings("UnusedVariable") // picocli answers -h by itself; the launcher acts on -B, -F and -K
@Command(
        name = "upsjail",
        description = "Watches UPSes through upsd from inside a jail, and shuts this host down in time.",
        sortOptions = false)
public final class UpsjailCommand {

    /** EX_USAGE of sysexits(3). */
    public static final int USAGE = 64;

    private static final String DEFAULT_CONFIGURATION_DIRECTORY = "/etc/nut";
    private static final String FILE_NAME = "upsmon.conf";
    private static final String DEBUG_LEVEL = "NUT_DEBUG_LEVEL";

    /** The most that DEBUG_MIN may be, and far more than there is to say. */
    private static final int MAX_DEBUG_LEVEL = 9;

    @Option(
            names = "-c",
            paramLabel = "COMMAND",
            description = "ask the running upsjail: fsd, stop, reload, status [--json], test [TYPE] [UPS]")
    private @Nullable String ask;

    @Option(
            names = "-f",
            paramLabel = "FILE",
            description = "configuration file (default: upsmon.conf in NUT_CONFPATH or /etc/nut)")
    private @Nullable Path configuration;

    @Option(names = "-K", description = "exit with 0 if POWERDOWNFLAG is set, else with 1")
    private boolean testFlag;

    @Option(names = "-F", description = "stay in the foreground")
    private boolean[] foreground = {};

    @Option(names = "-B", description = "go to the background (the default, as in upsmon)")
    private boolean[] background = {};

    @Option(names = "-D", description = "raise the debug level; also stays in the foreground")
    private boolean[] debug = {};

    @Option(names = "-P", paramLabel = "PID", description = "accepted and not needed: -c goes over a socket")
    private @Nullable String pid;

    @Option(names = "-p", description = "accepted and not obeyed: there are always two processes")
    private boolean singleProcess;

    @Option(
            names = "-u",
            paramLabel = "USER",
            description = "the account of NOTIFYCMD and wall, whatever RUN_AS_USER says (without both: nut)")
    private @Nullable String user;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "with journal: not what is older, as 10m, 2h, 3d or 2026-11-22T10:00:00Z")
    private @Nullable String since;

    @Option(names = "-4", description = "connect to upsd by IPv4 only")
    private boolean[] ipv4 = {};

    @Option(names = "-6", description = "connect to upsd by IPv6 only")
    private boolean[] ipv6 = {};

    @Option(
            names = "-W",
            paramLabel = "SECONDS",
            description = "how long one address of upsd has to take a connection (default: "
                    + "NUT_DEFAULT_CONNECT_TIMEOUT, else 10; 0: as long as the kernel tries)")
    private @Nullable String connectTimeout;

    @Option(names = "--json", description = "with -c status, check and journal: for programs")
    private boolean json;

    @Option(names = "-V", description = "show the version and exit")
    private boolean version;

    @Option(names = "-h", usageHelp = true, description = "show this help and exit")
    private boolean help;

    @Parameters(
            paramLabel = "WORD",
            arity = "0..*",
            description = "words of -c test; or: check [FILE], which says whether FILE would be taken; or: journal,"
                    + " which shows what happened")
    private List<String> words = List.of();

    /**
     * The command lines with which a host starts it for years: {@code -F}, {@code -B} and {@code -f FILE} apart and in
     * any order. To read these without picocli spares the long-lived process some three hundred classes.
     *
     * @return empty for any other command line, right or wrong
     */
    public static Optional<UpsjailCommand> plain(String... arguments) {
        UpsjailCommand command = new UpsjailCommand();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("-f") && command.configuration == null && i + 1 < arguments.length) {
                i++;
                command.configuration = Path.of(arguments[i]);
            } else if (!arguments[i].equals("-F") && !arguments[i].equals("-B")) {
                return Optional.empty();
            }
        }
        return Optional.of(command);
    }

    /** The file named, or where NUT's environment or convention puts it. */
    public Path configuration(Map<String, String> environment) {
        return Optional.ofNullable(configuration)
                .orElseGet(() ->
                        Path.of(value(environment, "NUT_CONFPATH").orElse(DEFAULT_CONFIGURATION_DIRECTORY), FILE_NAME))
                .toAbsolutePath();
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** Who takes the place of RUN_AS_USER; empty when that stands. */
    public Optional<String> user() {
        return Optional.ofNullable(user);
    }

    /** How often -D was given, or what NUT_DEBUG_LEVEL says where it was not; 0 to {@value #MAX_DEBUG_LEVEL}. */
    public int debugLevel(Map<String, String> environment) {
        return debug.length > 0
                ? Math.min(debug.length, MAX_DEBUG_LEVEL)
                : value(environment, DEBUG_LEVEL)
                        .filter(UpsjailCommand::isDebugLevel)
                        .map(Integer::valueOf)
                        .orElse(0);
    }

    private static boolean isDebugLevel(String value) {
        return value.matches("[0-9]");
    }

    public boolean version() {
        return version;
    }

    /** What is to be asked of a running dispatcher, as typed; empty when one is to be started. */
    public Optional<String> ask() {
        return Optional.ofNullable(ask);
    }

    /** The file that {@code upsjail check [FILE]} is to check; empty when that was not asked. */
    public Optional<Path> check(Map<String, String> environment) {
        if (ask != null || words.isEmpty() || journal()) {
            return Optional.empty();
        }
        boolean wellFormed = words.get(0).equals("check") && words.size() <= 2;
        if (!wellFormed) {
            throw new CommandLine.ParameterException(
                    new CommandLine(this), "unknown words: " + String.join(" ", words));
        }
        return Optional.of(words.size() == 2 ? Path.of(words.get(1)).toAbsolutePath() : configuration(environment));
    }

    /** Whether the journal is to be shown. */
    public boolean journal() {
        return ask == null && words.equals(List.of("journal"));
    }

    /** What stands after {@code --since}, as typed. */
    public Optional<String> since() {
        return Optional.ofNullable(since);
    }

    public boolean json() {
        return json;
    }

    /** The words that go with {@link #ask}. */
    public List<String> words() {
        return json ? List.of("--json") : List.copyOf(words);
    }

    /** How the monitor is to connect. Throws ParameterException when that was asked for in a way that cannot be. */
    public ConnectionOptions connection(Map<String, String> environment) {
        try {
            return ConnectionOptions.of(ipv4.length > 0, ipv6.length > 0, connectTimeout, environment);
        } catch (IllegalArgumentException wrong) {
            throw new CommandLine.ParameterException(new CommandLine(this), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** What is given and comes to nothing, each in a sentence. */
    public List<String> unheeded(Map<String, String> environment) {
        List<String> unheeded = new ArrayList<>();
        if (singleProcess) {
            unheeded.add("-p is not obeyed: upsjail always has two processes, which is what it is for");
        }
        value(environment, DEBUG_LEVEL)
                .filter(value -> !isDebugLevel(value))
                .ifPresent(value -> unheeded.add(DEBUG_LEVEL + " is '" + value
                        + "' and not heeded; give a number from 0 to " + MAX_DEBUG_LEVEL));
        return unheeded;
    }

    /** Whether the line that says who starts is wanted. */
    public boolean banner(Map<String, String> environment) {
        return value(environment, "NUT_QUIET_INIT_BANNER")
                .filter("true"::equalsIgnoreCase)
                .isEmpty();
    }
}
