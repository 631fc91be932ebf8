// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.command;

import java.util.Map;
import java.util.TreeMap;

/**
 * The environment of every program: a fixed PATH, the account's own variables, and of what the dispatcher was started
 * with only locale, time zone and NUT's own. Nothing that the service manager means for the dispatcher is passed on.
 */
public final class ProgramEnvironment {

    static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final String DEFAULT_SHELL = "/bin/sh";

    private final Map<String, String> base;

    private ProgramEnvironment(Map<String, String> base) {
        this.base = Map.copyOf(base);
    }

    /** @param inherited what the dispatcher was started with */
    public static ProgramEnvironment of(Map<String, String> inherited, String user, String home, String shell) {
        Map<String, String> base = new TreeMap<>();
        inherited.forEach((name, value) -> {
            if (name.equals("LANG") || name.equals("TZ") || name.startsWith("LC_") || name.startsWith("NUT_")) {
                base.put(name, value);
            }
        });
        base.put("PATH", PATH);
        base.put("HOME", home);
        base.put("USER", user);
        base.put("LOGNAME", user);
        base.put("SHELL", runsCommands(shell) ? shell : DEFAULT_SHELL);
        return new ProgramEnvironment(base);
    }

    /** That of a service's account keeps people from logging in. ssh and flock start their own commands by it. */
    private static boolean runsCommands(String shell) {
        return !shell.isEmpty() && !shell.endsWith("/nologin") && !shell.endsWith("/false");
    }

    Map<String, String> base() {
        return base;
    }

    Map<String, String> with(String upsName, String notifyType) {
        Map<String, String> environment = new TreeMap<>(base);
        environment.put("UPSNAME", upsName);
        environment.put("NOTIFYTYPE", notifyType);
        return environment;
    }
}
