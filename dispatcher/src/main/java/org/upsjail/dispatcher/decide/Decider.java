// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.upsjail.dispatcher.decide.Effect.Weight;
import org.upsjail.protocol.config.MonitorLine;
import org.upsjail.protocol.config.UpsmonConf;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.NotifyType;
import org.upsjail.protocol.fact.UpsName;

/**
 * The ledger and everything decided from it. Pure: the same inputs at the same times give the same effects. Times are
 * monotonic, since the start of the process. One thread.
 */
public final class Decider {

    private final Map<UpsName, UpsRecord> ledger = new LinkedHashMap<>();
    private final Announcements announcements;
    private final PowerBudget budget;
    private final ShutdownSequence shutdown;
    private final Duration fsdGrace;
    private final MonitorPresence presence;
    private final Agreement agreement = new Agreement();

    /** @param fsdGrace how long an FSD from before our start is let be while the UPS is not on battery */
    public Decider(UpsmonConf conf, Duration fsdGrace) {
        this(conf, fsdGrace, Map.of(), new MonitorPresence());
    }

    private Decider(UpsmonConf conf, Duration fsdGrace, Map<UpsName, UpsRecord> known, MonitorPresence presence) {
        this.presence = presence;
        for (MonitorLine monitor : conf.monitors()) {
            UpsRecord before = known.get(monitor.ups());
            ledger.put(monitor.ups(), before == null ? new UpsRecord(monitor) : before.under(monitor));
        }
        this.fsdGrace = fsdGrace;
        announcements = new Announcements(conf.notifications());
        budget = new PowerBudget(
                new Criticality(conf.criticalRules(), fsdGrace),
                conf.criticalRules().minSupplies());
        shutdown = new ShutdownSequence(conf);
    }

    /**
     * The decider of another configuration, which knows what this one knows. The monitor that goes with it has still to
     * state everything. Not during a shutdown.
     */
    public Decider under(UpsmonConf conf, Duration nextFsdGrace) {
        if (shutdown.begun()) {
            throw new IllegalStateException("a shutdown is under way");
        }
        Decider next = new Decider(conf, nextFsdGrace, ledger, presence.next());
        next.ledger.values().forEach(UpsRecord::monitorLost);
        return next;
    }

    /** Whether there is no way back any more. */
    public boolean shuttingDown() {
        return shutdown.begun();
    }

    /** Whether the next tick may bring a step of a shutdown, so that it should come soon. */
    public boolean expectsStep() {
        return agreement.begun() || shutdown.expectsStep();
    }

    /** Whether the host may have to go down soon: what is decided now is not to be forgotten. */
    public boolean powerFailing() {
        return shutdown.begun()
                || ledger.values().stream().anyMatch(ups -> ups.holds(FactType.ONBATT) || ups.holds(FactType.FSD));
    }

    /** A monitor we believe states {@code fact}; its UPS is of this configuration. */
    public List<Effect> stated(Fact fact, Duration now) {
        UpsRecord ups = recordOf(fact.ups());
        Optional<Fact> before = ups.enter(fact, now);
        List<Effect> effects = new ArrayList<>();
        announcements.ofEdge(ups, fact, before, now).forEach(told -> effects.add(new Effect.Announce(told)));
        if (fact.type() == FactType.FSD && before.isEmpty()) {
            effects.add(new Effect.Say(
                    Weight.WARNING,
                    "upsd had FSD set on " + fact.ups() + " before this start: let be for " + fsdGrace.toSeconds()
                            + " s while the UPS is on line; restart upsd to clear it (FSDGRACE in upsjail.conf)"));
        }
        return effects;
    }

    /** Whether the ledger holds {@code fact} already, so that stating it changes nothing. */
    public boolean knows(Fact fact, Duration now) {
        return recordOf(fact.ups()).knows(fact, now);
    }

    /** All UPSes of this configuration. */
    public List<UpsName> upses() {
        return List.copyOf(ledger.keySet());
    }

    /** The ledger of one UPS, to be written down. */
    public List<KnownFact> known(UpsName ups) {
        return recordOf(ups).known();
    }

    /** What of one UPS is told again after a time, and when it was told last; to be written down. */
    public List<ToldAt> lastTold(UpsName ups) {
        return recordOf(ups).lastTold();
    }

    /**
     * Takes up a ledger that was written down before this process began: before its first tick. What it says was told
     * then. It is unconfirmed as after the loss of a monitor, with DEADTIME from now. UPSes not of this configuration are
     * left out.
     */
    public void restore(List<KnownFact> facts, List<ToldAt> told, Duration now) {
        facts.forEach(known -> {
            UpsRecord ups = ledger.get(known.fact().ups());
            if (ups != null) {
                ups.restore(known, now);
            }
        });
        told.forEach(one -> {
            UpsRecord ups = one.announcement().ups().map(ledger::get).orElse(null);
            if (ups != null && one.announcement().type() == NotifyType.REPLBATT) {
                ups.announcedBattery(one.at());
            } else if (ups != null && one.announcement().type() == NotifyType.NOCOMM) {
                ups.announcedNoComm(one.at());
            }
        });
    }

    /** A monitor was checked and told to go. If a shutdown is under way it hears of it. */
    public List<Effect> monitorReady() {
        presence.becameReady();
        return shutdown.begun() && primaryOfAny() ? List.of(new Effect.OrderForcedShutdown()) : List.of();
    }

    /** The monitor gave a sign of life. */
    public void monitorAlive(Duration now) {
        ledger.values().forEach(ups -> ups.heard(now));
    }

    /** The monitor is gone, or nothing it says is believed any more. */
    public List<Effect> monitorLost(Duration now) {
        ledger.values().forEach(UpsRecord::monitorLost);
        return presence.lost(now) ? announceLoss(now) : List.of();
    }

    /** The host slept for {@code slept}. What was read before decides nothing any more; a shutdown under way goes on. */
    public List<Effect> hostWoke(Duration slept, Duration now) {
        ledger.values().forEach(ups -> ups.hostWoke(now));
        agreement.none();
        return List.of(
                new Effect.Say(
                        Weight.NOTICE,
                        "the host slept for " + slept.toSeconds()
                                + " s: its UPSes are read anew before anything is decided"),
                new Effect.OrderWoke(),
                new Effect.Announce(Announcement.ofHost(NotifyType.SUSPEND_FINISHED)));
    }

    /** Time has passed. To be called several times a second. */
    public List<Effect> tick(Duration now) {
        List<Effect> effects = new ArrayList<>();
        boolean absenceDue = presence.tick(now);
        for (UpsRecord ups : ledger.values()) {
            if (ups.lostSinceWaking(now)) {
                effects.addAll(stated(Fact.of(FactType.COMMBAD, ups.name()), now));
            }
            announcements
                    .ofTick(ups, presence.readySince(), now)
                    .forEach(told -> effects.add(new Effect.Announce(told)));
        }
        if (absenceDue) {
            effects.addAll(announceLoss(now));
        }
        effects.addAll(shutdown.begun() ? shutdown.tick(aloneEverywhere(), now) : weigh(now));
        return effects;
    }

    private List<Effect> weigh(Duration now) {
        PowerBudget.Result result = budget.weigh(ledger.values(), now);
        return agreement.reached(!result.sufficient(), now) ? begin(result.explanation(), now) : List.of();
    }

    private List<Effect> announceLoss(Duration now) {
        if (shutdown.phase() == ShutdownSequence.Phase.HOST_GOING_DOWN) {
            return List.of();
        }
        presence.told(now);
        return List.of(new Effect.Announce(Announcement.ofHost(NotifyType.NOPARENT)));
    }

    /** The operator, or a handler on its behalf, wants the host down. */
    public List<Effect> forcedShutdownRequested(Duration now) {
        return shutdown.begun() ? List.of() : begin("requested by the operator", now);
    }

    /** A shutdown was under way when the dispatcher before this one was ended by force. */
    public List<Effect> shutdownTakenUp(Duration now) {
        return shutdown.begun() ? List.of() : begin("one was under way when upsjail was ended by force", now);
    }

    /** Whether this process may end: not on the way from the decision to the start of SHUTDOWNCMD. */
    public boolean mayBeStopped(Duration now) {
        return shutdown.mayBeStopped(now);
    }

    /** SHUTDOWNCMD ended; {@code failure} is empty when it went well. */
    public List<Effect> shutdownCommandEnded(Optional<String> failure, Duration now) {
        return shutdown.commandEnded(failure, now);
    }

    /** What is known, for an operator. */
    public LedgerView view(Duration now) {
        return LedgerView.of(ledger.values(), budget, shutdown.phase().name(), now);
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

    private UpsRecord recordOf(UpsName ups) {
        UpsRecord found = ledger.get(ups);
        if (found == null) {
            throw new IllegalArgumentException("not monitored: " + ups);
        }
        return found;
    }
}
