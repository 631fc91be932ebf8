// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.upsjail.dispatcher.decide.Effect.Weight;
import org.upsjail.protocol.config.MonitorLine;
import org.upsjail.protocol.config.UpsmonConf;
import org.upsjail.protocol.fact.Aspect;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.NotifyType;
import org.upsjail.protocol.fact.UpsName;

/**
 * The ledger and everything decided from it. Pure: the same inputs at the same times give the same effects. Times are
 * monotonic, since the start of the process. One thread.
 */
public final class Decider {

    /** upsmon repeats NOPARENT no more often. */
    static final Duration NOPARENT_INTERVAL = Duration.ofMinutes(2);

    private final Map<UpsName, UpsRecord> ledger = new LinkedHashMap<>();
    private final Announcements announcements;
    private final PowerBudget budget;
    private final ShutdownSequence shutdown;
    private boolean monitorReady;
    private @Nullable Duration lossAnnounced;

    public Decider(UpsmonConf conf) {
        for (MonitorLine monitor : conf.monitors()) {
            ledger.put(monitor.ups(), new UpsRecord(monitor));
        }
        announcements = new Announcements(conf.notifications());
        budget = new PowerBudget(
                new Criticality(conf.criticalRules()), conf.criticalRules().minSupplies());
        shutdown = new ShutdownSequence(conf);
    }

    /** A monitor we believe states {@code fact}; its UPS is of this configuration. */
    public List<Effect> stated(Fact fact, Duration now) {
        UpsRecord ups = recordOf(fact.ups());
        Optional<Fact> before = ups.enter(fact, now);
        List<Effect> effects = new ArrayList<>();
        announcements.ofEdge(ups, fact, before, now).forEach(told -> effects.add(new Effect.Announce(told)));
        if (fact.type().aspect() == Aspect.LOGIN && before.filter(fact::equals).isEmpty()) {
            effects.addAll(ofLogin(fact, before));
        }
        return effects;
    }

    /** A monitor was checked and told to go. If a shutdown is under way it hears of it. */
    public List<Effect> monitorReady() {
        monitorReady = true;
        return shutdown.begun() && primaryOfAny() ? List.of(new Effect.OrderForcedShutdown()) : List.of();
    }

    /** The monitor gave a sign of life. */
    public void monitorAlive(Duration now) {
        ledger.values().forEach(ups -> ups.heard(now));
    }

    /** The monitor is gone, or nothing it says is believed any more. */
    public List<Effect> monitorLost(Duration now) {
        monitorReady = false;
        ledger.values().forEach(UpsRecord::monitorLost);
        boolean quiet = lossAnnounced != null && now.minus(lossAnnounced).compareTo(NOPARENT_INTERVAL) < 0;
        if (quiet || shutdown.phase() == ShutdownSequence.Phase.HOST_GOING_DOWN) {
            return List.of();
        }
        lossAnnounced = now;
        return List.of(new Effect.Announce(Announcement.ofHost(NotifyType.NOPARENT)));
    }

    /** Time has passed. To be called several times a second, and after each batch of facts. */
    public List<Effect> tick(Duration now) {
        List<Effect> effects = new ArrayList<>();
        for (UpsRecord ups : ledger.values()) {
            announcements.ofTick(ups, monitorReady, now).forEach(told -> effects.add(new Effect.Announce(told)));
        }
        if (shutdown.begun()) {
            effects.addAll(shutdown.tick(aloneEverywhere(), now));
        } else {
            PowerBudget.Result result = budget.weigh(ledger.values(), now);
            if (!result.sufficient()) {
                effects.addAll(begin(result.explanation(), now));
            }
        }
        return effects;
    }

    /** The operator, or a handler on its behalf, wants the host down. */
    public List<Effect> forcedShutdownRequested(Duration now) {
        return shutdown.begun() ? List.of() : begin("requested by the operator", now);
    }

    /** SHUTDOWNCMD ended; {@code failure} is empty when it went well. */
    public List<Effect> shutdownCommandEnded(Optional<String> failure, Duration now) {
        return shutdown.commandEnded(failure, now);
    }

    private List<Effect> begin(String reason, Duration now) {
        return shutdown.begin(reason, primaryOfAny(), now);
    }

    private boolean primaryOfAny() {
        return ledger.values().stream().anyMatch(UpsRecord::primary);
    }

    private boolean aloneEverywhere() {
        return ledger.values().stream().filter(UpsRecord::primary).allMatch(ups -> ups.holds(FactType.ALONE));
    }

    private static List<Effect> ofLogin(Fact fact, Optional<Fact> before) {
        if (fact.type() == FactType.NOLOGIN) {
            return List.of(new Effect.Say(
                    Weight.WARNING,
                    "not logged in to " + fact.ups() + ": its primary will not wait for this host; check user name,"
                            + " password and upsd.users"));
        }
        return before.isPresent() ? List.of(new Effect.Say(Weight.NOTICE, "logged in to " + fact.ups())) : List.of();
    }

    private UpsRecord recordOf(UpsName ups) {
        UpsRecord found = ledger.get(ups);
        if (found == null) {
            throw new IllegalArgumentException("not monitored: " + ups);
        }
        return found;
    }
}
