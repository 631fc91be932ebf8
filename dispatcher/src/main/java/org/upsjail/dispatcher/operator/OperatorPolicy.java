// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Who may ask what. Whoever reaches the socket is root, RUN_AS_USER or in its group: its directory lets nobody else
 * through.
 */
final class OperatorPolicy {

    /** In what capacity somebody asks. */
    private enum Capacity {
        ROOT,
        HANDLER,
        GROUP
    }

    private static final String ROOT_NAME = "root";

    private static final Map<OperatorVerb, Set<Capacity>> MAY_ASK = new EnumMap<>(Map.of(
            OperatorVerb.STOP, Set.of(Capacity.ROOT),
            OperatorVerb.RELOAD, Set.of(Capacity.ROOT),
            // upssched's scripts end in "upsmon -c fsd" and run as the handlers do.
            OperatorVerb.FSD, Set.of(Capacity.ROOT, Capacity.HANDLER),
            OperatorVerb.STATUS, Set.of(Capacity.ROOT, Capacity.HANDLER, Capacity.GROUP),
            OperatorVerb.TEST, Set.of(Capacity.ROOT, Capacity.HANDLER, Capacity.GROUP)));

    private final String handlerAccount;

    /** @param handlerAccount the name of RUN_AS_USER */
    OperatorPolicy(String handlerAccount) {
        this.handlerAccount = handlerAccount;
    }

    /** @param user the peer's account as the kernel gave it (SO_PEERCRED, unix(7)) */
    boolean mayAsk(String user, OperatorVerb verb) {
        return MAY_ASK.getOrDefault(verb, Set.of()).contains(capacityOf(user));
    }

    private Capacity capacityOf(String user) {
        if (user.equals(ROOT_NAME)) {
            return Capacity.ROOT;
        }
        return user.equals(handlerAccount) ? Capacity.HANDLER : Capacity.GROUP;
    }
}
