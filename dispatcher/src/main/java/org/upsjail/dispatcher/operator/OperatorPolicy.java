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
    private enum Peer {
        ROOT,
        HANDLER,
        GROUP
    }

    private static final String ROOT_NAME = "root";

    private static final Map<OperatorVerb, Set<Peer>> MAY_ASK = new EnumMap<>(Map.of(
            OperatorVerb.STOP, Set.of(Peer.ROOT),
            OperatorVerb.RELOAD, Set.of(Peer.ROOT),
            // upssched's scripts end in "upsmon -c fsd" and run as the handlers do.
            OperatorVerb.FSD, Set.of(Peer.ROOT, Peer.HANDLER),
            OperatorVerb.STATUS, Set.of(Peer.ROOT, Peer.HANDLER, Peer.GROUP),
            OperatorVerb.TEST, Set.of(Peer.ROOT, Peer.HANDLER, Peer.GROUP)));

    private final String handlerAccount;

    /** @param handlerAccount the name of RUN_AS_USER */
    OperatorPolicy(String handlerAccount) {
        this.handlerAccount = handlerAccount;
    }

    /** @param user the peer's account as the kernel gave it (SO_PEERCRED, unix(7)) */
    boolean mayAsk(String user, OperatorVerb verb) {
        return MAY_ASK.getOrDefault(verb, Set.of()).contains(peer(user));
    }

    private Peer peer(String user) {
        if (user.equals(ROOT_NAME)) {
            return Peer.ROOT;
        }
        return user.equals(handlerAccount) ? Peer.HANDLER : Peer.GROUP;
    }
}
