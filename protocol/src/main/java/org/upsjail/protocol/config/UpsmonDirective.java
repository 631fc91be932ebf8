// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The directives of upsmon.conf(5): how many arguments each takes, which argument is secret. */
enum UpsmonDirective {
    MONITOR(5, 5, 4),
    NOTIFYMSG(2, 2, -1),
    NOTIFYFLAG(2, 2, -1),
    CERTHOST(4, 4, -1),
    CERTIDENT(2, 2, 2),
    NOTIFYCMD(1, ConfigLexer.MAX_WORDS, -1),
    SHUTDOWNCMD(1, ConfigLexer.MAX_WORDS, -1),
    MINSUPPLIES,
    SHUTDOWNEXIT,
    POLLFREQ,
    POLLFREQALERT,
    POLLFAIL_LOG_THROTTLE_MAX,
    OFFDURATION,
    OVERDURATION,
    OBLBDURATION,
    ALARMCRITICAL,
    HOSTSYNC,
    DEADTIME,
    RBWARNTIME,
    NOCOMMWARNTIME,
    FINALDELAY,
    RUN_AS_USER,
    POWERDOWNFLAG,
    CERTPATH,
    CERTFILE,
    CERTVERIFY,
    FORCESSL,
    DEBUG_MIN;

    private static final Map<String, UpsmonDirective> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));

    private final int minArguments;
    private final int maxArguments;
    private final int secretWord;

    UpsmonDirective() {
        this(1, 1, -1);
    }

    UpsmonDirective(int minArguments, int maxArguments, int secretWord) {
        this.minArguments = minArguments;
        this.maxArguments = maxArguments;
        this.secretWord = secretWord;
    }

    static Optional<UpsmonDirective> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Which word of a line that begins with {@code name} is a password, counted from 0; -1 for none. */
    static int secretWordOf(String name) {
        UpsmonDirective directive = BY_NAME.get(name);
        return directive == null ? -1 : directive.secretWord;
    }

    int minArguments() {
        return minArguments;
    }

    int maxArguments() {
        return maxArguments;
    }
}
