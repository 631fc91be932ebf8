// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.upsjail.protocol.config.MonitorLine.Role;
import org.upsjail.protocol.fact.UpsName;

/** The lines of an upsmon.conf to a checked {@link UpsmonConf}. */
final class UpsmonConfReader {

    /** Debian's build of upsmon runs as this account unless RUN_AS_USER names another. */
    private static final String DEFAULT_RUN_AS_USER = "nut";

    /** 20 polls a second are more than any driver renews its data. */
    private static final int MIN_POLL_MILLIS = 50;

    private static final int MAX_POWER_VALUE = 1000;

    private static final Pattern DIRECTIVE_NAME = Pattern.compile("[A-Z_]+");

    private final Directives directives;
    private final ConfigProblems problems;

    private UpsmonConfReader(Directives directives, ConfigProblems problems) {
        this.directives = directives;
        this.problems = problems;
    }

    static UpsmonConf read(List<ConfigLine> lines, ConfigProblems problems) {
        Directives directives = new Directives(problems);
        for (ConfigLine line : lines) {
            Optional<UpsmonDirective> directive = UpsmonDirective.named(line.directive());
            if (directive.isEmpty()) {
                problems.error(
                        line,
                        "unknown directive" + nameOf(line.directive()),
                        "correct it or take it out (names are upper case)");
            } else if (hasRightCount(line, directive.get(), problems)) {
                directives.add(line);
            }
        }
        return new UpsmonConfReader(directives, problems).read();
    }

    /** A word that cannot be meant as a name may be a piece of a password, left alone by a forgotten quote. */
    private static String nameOf(String word) {
        boolean meant = DIRECTIVE_NAME.matcher(word).matches()
                || UpsmonDirective.named(word.toUpperCase(Locale.ROOT)).isPresent();
        return meant ? " " + word : " (not shown)";
    }

    private static boolean hasRightCount(ConfigLine line, UpsmonDirective directive, ConfigProblems problems) {
        int given = line.arguments().size();
        if (given >= directive.minArguments() && given <= directive.maxArguments()) {
            return true;
        }
        if (given > directive.maxArguments() && directive != UpsmonDirective.MONITOR) {
            problems.warning(line, directive + " has surplus words, which are ignored", "quote or remove them");
            return true;
        }
        String remedy = directive == UpsmonDirective.MONITOR
                ? "write MONITOR system powervalue username password role, with quotes where a word has blanks, # or ="
                : "it takes " + directive.minArguments();
        problems.error(line, directive + " has " + given + " arguments", remedy);
        return false;
    }

    private UpsmonConf read() {
        return new UpsmonConf(
                monitors(),
                new UpsmonConf.Polling(
                        directives.pollingTime("POLLFREQ", 5, MIN_POLL_MILLIS),
                        directives.pollingTime("POLLFREQALERT", 5, MIN_POLL_MILLIS),
                        directives.integer("POLLFAIL_LOG_THROTTLE_MAX", -1, -1, Integer.MAX_VALUE)),
                new NotifyDirectives(directives, problems).read(),
                criticalRules(),
                shutdown(),
                new TlsDirectives(directives, problems).read(),
                directives.text("RUN_AS_USER").orElse(DEFAULT_RUN_AS_USER),
                directives.integer("DEBUG_MIN", 0, 0, 9));
    }

    private List<MonitorLine> monitors() {
        Map<UpsName, MonitorLine> monitors = new LinkedHashMap<>();
        for (ConfigLine line : directives.all("MONITOR")) {
            monitor(line).ifPresent(monitor -> {
                if (monitors.putIfAbsent(monitor.ups(), monitor) != null) {
                    problems.warning(line, monitor.ups() + " is monitored already", "remove this line");
                }
            });
        }
        return List.copyOf(monitors.values());
    }

    private Optional<MonitorLine> monitor(ConfigLine line) {
        String system = line.arguments().get(0);
        Optional<UpsAddress> address = directives.read(
                line, 0, "write upsname@host:port or upsname@[ipv6]:port", ignored -> UpsAddress.parse(system));
        if (!UpsName.isValid(system)) {
            problems.error(
                    line,
                    "the system name is longer than " + UpsName.MAX_BYTES + " or has a character outside "
                            + UpsName.ALPHABET,
                    "rename the UPS or use an address");
            return Optional.empty();
        }
        int powerValue = directives.integer(line, 1, 0, 0, MAX_POWER_VALUE);
        Optional<Role> role = role(line);
        if (address.isEmpty() || role.isEmpty()) {
            return Optional.empty();
        }
        Secret password = line.secret().orElseThrow();
        String user = line.arguments().get(2);
        return Optional.of(new MonitorLine(new UpsName(system), address.get(), powerValue, user, password, role.get()));
    }

    private Optional<Role> role(ConfigLine line) {
        String word = line.arguments().get(4);
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "primary", "master" -> Optional.of(Role.PRIMARY);
            case "secondary", "slave" -> Optional.of(Role.SECONDARY);
            default -> {
                problems.error(line, "the role is not one of upsd's", "write primary or secondary");
                yield Optional.empty();
            }
        };
    }

    private UpsmonConf.CriticalRules criticalRules() {
        return new UpsmonConf.CriticalRules(
                directives.integer("MINSUPPLIES", 1, 0, MAX_POWER_VALUE),
                directives.seconds("DEADTIME", 15),
                directives.seconds("HOSTSYNC", 15),
                directives.secondsUnlessNegative("OFFDURATION", 30),
                directives.secondsUnlessNegative("OVERDURATION", -1),
                directives.secondsUnlessNegative("OBLBDURATION", 0).orElse(Duration.ZERO),
                directives.flag("ALARMCRITICAL", true));
    }

    private UpsmonConf.ShutdownSettings shutdown() {
        return new UpsmonConf.ShutdownSettings(
                directives.last("SHUTDOWNCMD").map(CommandWords::shellLine).filter(command -> !command.isBlank()),
                directives.text("POWERDOWNFLAG"),
                directives.seconds("FINALDELAY", 5),
                shutdownExit());
    }

    private Optional<Duration> shutdownExit() {
        Optional<ConfigLine> line = directives.last("SHUTDOWNEXIT");
        String word = line.map(found -> found.arguments().get(0).toLowerCase(Locale.ROOT))
                .orElse("yes");
        return switch (word) {
            case "yes", "on", "true" -> Optional.of(Duration.ZERO);
            case "no", "off", "false" -> Optional.empty();
            default -> Optional.of(directives.seconds("SHUTDOWNEXIT", 0));
        };
    }
}
