// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.upsjail.protocol.config.MonitorLine;
import org.upsjail.protocol.config.UpsmonConf.CriticalRules;
import org.upsjail.protocol.fact.Aspect;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.UpsName;

/**
 * What a random walk knows of one UPS, kept apart from the ledger under test, and two bounds on the rules: what is
 * critical beyond doubt, and without what nothing may be.
 */
final class WalkedUps {

    private final MonitorLine monitor;
    private final CriticalRules rules;
    private final Map<Aspect, Fact> stated = new EnumMap<>(Aspect.class);
    private Duration offSince = Duration.ZERO;
    private Optional<Duration> lastSeen = Optional.empty();
    private boolean confirmed;

    WalkedUps(MonitorLine monitor, CriticalRules rules) {
        this.monitor = monitor;
        this.rules = rules;
    }

    UpsName name() {
        return monitor.ups();
    }

    int powerValue() {
        return monitor.powerValue();
    }

    boolean primary() {
        return monitor.isPrimary();
    }

    void states(Fact fact, Duration now) {
        seen(now);
        if (fact.type() == FactType.OFF && !holds(FactType.OFF)) {
            offSince = now;
        }
        stated.put(fact.type().aspect(), fact);
        confirmed |= fact.type().aspect() == Aspect.COMMUNICATION;
        seen(now);
    }

    void seen(Duration now) {
        if (communicating()) {
            lastSeen = Optional.of(now);
        }
    }

    void monitorLost() {
        confirmed = false;
    }

    /** All that was ever stated and still holds, as a new monitor states it. */
    List<Fact> everything() {
        return new ArrayList<>(stated.values());
    }

    boolean certainlyCritical(Duration now) {
        boolean low = holds(FactType.LOWBATT) && communicating() && !holds(FactType.CAL);
        return holds(FactType.FSD) || (primary() && holds(FactType.ONBATT) && (low || dead(now)));
    }

    boolean possiblyCritical(Duration now) {
        boolean lost = lastSeen.isPresent() && !communicating() && (confirmed || dead(now));
        return holds(FactType.FSD)
                || (holds(FactType.ONBATT) && (holds(FactType.LOWBATT) || dead(now)))
                || (lost && hasStateThatMayNotGoUnseen())
                || offTooLong(now);
    }

    private boolean hasStateThatMayNotGoUnseen() {
        return holds(FactType.OVER)
                || holds(FactType.ALARM)
                || holds(FactType.CAL)
                || holds(FactType.BYPASS)
                || holds(FactType.OFF);
    }

    private boolean offTooLong(Duration now) {
        return holds(FactType.OFF)
                && now.minus(offSince).compareTo(rules.offDuration().orElseThrow()) > 0;
    }

    private boolean dead(Duration now) {
        return !communicating()
                && lastSeen.filter(seen -> now.minus(seen).compareTo(rules.deadTime()) > 0)
                        .isPresent();
    }

    private boolean communicating() {
        return confirmed && holds(FactType.COMMOK);
    }

    private boolean holds(FactType type) {
        Fact fact = stated.get(type.aspect());
        return fact != null && fact.type() == type;
    }
}
