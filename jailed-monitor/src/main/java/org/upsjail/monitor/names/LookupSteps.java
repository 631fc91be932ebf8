// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.upsjail.monitor.names.DnsAnswer.Outcome;

/**
 * Which name is asked for next, and of which server. Pure, and over after at most {@link #MAX_STEPS}.
 *
 * <p>A name that is unknown gives way to the next name. A server that failed or is silent gives way to the next
 * server, all of them as often as resolv.conf says. When all were silent the look-up is over: another name would find
 * them silent, too.
 */
final class LookupSteps {

    /** However many names, servers and attempts there are. */
    static final int MAX_STEPS = 32;

    /** One question, in as many families as are wanted. */
    record Step(String name, InetSocketAddress server) {}

    private final Deque<String> names;
    private final List<InetSocketAddress> servers;
    private final int attempts;
    private int asked;
    private int steps;
    private boolean someServerSpoke;
    private Outcome outcome = Outcome.UNKNOWN;

    LookupSteps(List<String> names, List<InetSocketAddress> servers, int attempts) {
        this.names = new ArrayDeque<>(names);
        this.servers = new ArrayList<>(servers);
        this.attempts = attempts;
    }

    Optional<Step> first() {
        return step();
    }

    /** The step after one that ended with {@code last}; empty when the look-up is over. */
    Optional<Step> after(Outcome last) {
        if (last == Outcome.FOUND) {
            outcome = last;
            return Optional.empty();
        }
        if (last == Outcome.UNKNOWN) {
            return nextName();
        }
        someServerSpoke |= last == Outcome.FAILED;
        asked++;
        if (asked < servers.size() * attempts) {
            return step();
        }
        // What one name could not be answered for outweighs that others are unknown.
        outcome = someServerSpoke ? Outcome.FAILED : Outcome.SILENT;
        return someServerSpoke ? nextName() : Optional.empty();
    }

    /** How it ended, when it is over. */
    Outcome outcome() {
        return outcome;
    }

    private Optional<Step> nextName() {
        names.poll();
        asked = 0;
        someServerSpoke = false;
        return step();
    }

    private Optional<Step> step() {
        String name = names.peek();
        if (name == null || servers.isEmpty()) {
            return Optional.empty();
        }
        if (steps == MAX_STEPS) {
            outcome = Outcome.FAILED;
            return Optional.empty();
        }
        steps++;
        return Optional.of(new Step(name, servers.get(asked % servers.size())));
    }
}
