// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.upsd;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The UPSes, accounts and sessions of one server. Touched by the server's thread only. */
final class UpsdState {

    private final Map<String, SimulatedUps> upses = new LinkedHashMap<>();
    private final Map<String, UpsdUser> users = new LinkedHashMap<>();
    private final Set<UpsdSession> sessions = new LinkedHashSet<>();

    UpsdState(List<String> upsNames, List<UpsdUser> accounts) {
        upsNames.forEach(name -> upses.put(key(name), new SimulatedUps(name)));
        accounts.forEach(account -> users.put(account.name(), account));
    }

    @Nullable
    SimulatedUps find(String upsName) {
        return upses.get(key(upsName));
    }

    /** For the test's own calls: a wrong name there is the test's error. */
    SimulatedUps require(String upsName) {
        SimulatedUps ups = find(upsName);
        if (ups == null) {
            throw new IllegalArgumentException("no such UPS: " + upsName);
        }
        return ups;
    }

    Collection<SimulatedUps> upses() {
        return upses.values();
    }

    Set<UpsdSession> sessions() {
        return sessions;
    }

    int logins(SimulatedUps ups) {
        int real = (int) sessions.stream().filter(s -> ups.equals(s.login)).count();
        return real + ups.phantomLogins;
    }

    /** The role the session's name and password prove; NONE for wrong ones too, as upsd tells no difference. */
    UpsdUser.Role roleOf(UpsdSession session) {
        UpsdUser user = users.get(session.username);
        return user == null || !user.password().equals(session.password) ? UpsdUser.Role.NONE : user.role();
    }

    private static String key(String upsName) {
        return upsName.toLowerCase(Locale.ROOT);
    }
}
