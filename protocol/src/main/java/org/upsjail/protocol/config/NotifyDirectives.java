// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.upsjail.protocol.fact.NotifyType;

/** NOTIFYCMD, NOTIFYMSG, NOTIFYFLAG and the two warn times. */
final class NotifyDirectives {

    private static final Set<NotifyFlag> DEFAULT_FLAGS = Set.of(NotifyFlag.SYSLOG, NotifyFlag.WALL);
    private static final Set<NotifyFlag> DEFAULT_FLAGS_OF_OUR_OWN = Set.of(NotifyFlag.SYSLOG);

    private final Directives directives;
    private final ConfigProblems problems;

    NotifyDirectives(Directives directives, ConfigProblems problems) {
        this.directives = directives;
        this.problems = problems;
    }

    UpsmonConf.Notifications read() {
        return new UpsmonConf.Notifications(
                command(),
                messages(),
                flags(),
                directives.seconds("RBWARNTIME", 43_200),
                directives.seconds("NOCOMMWARNTIME", 300));
    }

    private List<String> command() {
        return directives
                .last("NOTIFYCMD")
                .flatMap(line -> directives.read(
                        line,
                        0,
                        "put it into a script and write NOTIFYCMD /path/to/script",
                        ignored -> CommandWords.argumentVector(line)))
                .orElse(List.of());
    }

    private Map<NotifyType, String> messages() {
        Map<NotifyType, String> messages = new EnumMap<>(NotifyType.class);
        for (NotifyType type : NotifyType.values()) {
            messages.put(type, type.stockMessage());
        }
        for (ConfigLine line : directives.all("NOTIFYMSG")) {
            typeOf(line).ifPresent(type -> messages.put(type, line.arguments().get(1)));
        }
        return Map.copyOf(messages);
    }

    private Map<NotifyType, Set<NotifyFlag>> flags() {
        Map<NotifyType, Set<NotifyFlag>> flags = new EnumMap<>(NotifyType.class);
        for (NotifyType type : NotifyType.values()) {
            flags.put(type, type.isOurOwn() ? DEFAULT_FLAGS_OF_OUR_OWN : DEFAULT_FLAGS);
        }
        for (ConfigLine line : directives.all("NOTIFYFLAG")) {
            typeOf(line).ifPresent(type -> flags.put(type, flagsOf(line)));
        }
        return Map.copyOf(flags);
    }

    private Optional<NotifyType> typeOf(ConfigLine line) {
        String name = line.arguments().get(0);
        Optional<NotifyType> type = NotifyType.named(name);
        if (type.isEmpty()) {
            String known = Arrays.stream(NotifyType.values()).map(Enum::name).collect(Collectors.joining(" "));
            problems.error(line, "'" + name + "' is not a valid notify event name", "use one of " + known);
        }
        return type;
    }

    private Set<NotifyFlag> flagsOf(ConfigLine line) {
        Set<NotifyFlag> flags = EnumSet.noneOf(NotifyFlag.class);
        for (String name : line.arguments().get(1).split("\\+", -1)) {
            Optional<NotifyFlag> flag = Arrays.stream(NotifyFlag.values())
                    .filter(known -> known.name().equals(name))
                    .findFirst();
            if (flag.isEmpty()) {
                problems.error(line, "'" + name + "' is not a notify flag", "join SYSLOG, WALL, EXEC or IGNORE with +");
            }
            flag.ifPresent(flags::add);
        }
        return Set.copyOf(flags);
    }
}
