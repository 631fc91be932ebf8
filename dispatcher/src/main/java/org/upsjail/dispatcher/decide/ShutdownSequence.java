// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.upsjail.dispatcher.decide.Effect.Weight;
import org.upsjail.protocol.config.UpsmonConf;
import org.upsjail.protocol.fact.NotifyType;

/**
 * From the decision to SHUTDOWNCMD: FSD, wait for the secondaries, announce, FINALDELAY, flag and command. There is no way
 * back, and no step waits longer than its own limit for anybody. Without a SHUTDOWNCMD it ends before the flag.
 */
final class ShutdownSequence {

    /** Secondaries answer FSD within a poll or two; who has not by then is waited for, and that is said. */
    static final Duration HOSTSYNC_SAID_AFTER = Duration.ofSeconds(1);

    /** A SHUTDOWNCMD that failed once may fail for a passing reason; the battery does not wait long. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    /** POWERDOWNFLAG has three seconds; by then SHUTDOWNCMD has been started, and it needs nobody to finish. */
    static final Duration COMMAND_STARTED_AFTER = Duration.ofSeconds(5);

    /** A SHUTDOWNCMD that stops services first may take a minute; one that takes more should be looked at. */
    static final Duration COMMAND_SAID_EVERY = Duration.ofSeconds(60);

    private static final String FINAL_WORD = "executing automatic power-fail shutdown";

    /** Where the sequence stands. */
    enum Phase {
        IDLE,
        WAITING_FOR_SECONDARIES,
        FINAL_DELAY,
        COMMAND_RUNNING,
        COMMAND_FAILED,
        HOST_GOING_DOWN
    }

    private final UpsmonConf conf;
    private Phase phase = Phase.IDLE;
    private Duration phaseSince = Duration.ZERO;
    private Duration sayRunningAt = COMMAND_SAID_EVERY;
    private boolean hostSyncSaid;

    ShutdownSequence(UpsmonConf conf) {
        this.conf = conf;
    }

    boolean begun() {
        return phase != Phase.IDLE;
    }

    Phase phase() {
        return phase;
    }

    boolean expectsStep() {
        return phase == Phase.WAITING_FOR_SECONDARIES || phase == Phase.FINAL_DELAY;
    }

    boolean mayBeStopped(Duration now) {
        return switch (phase) {
            case WAITING_FOR_SECONDARIES, FINAL_DELAY -> false;
            case COMMAND_RUNNING -> now.minus(phaseSince).compareTo(COMMAND_STARTED_AFTER) >= 0;
            case IDLE, COMMAND_FAILED, HOST_GOING_DOWN -> true;
        };
    }

    /** Starts the sequence; {@code reason} is the one line that explains it. */
    List<Effect> begin(String reason, boolean primaryOfAny, Duration now) {
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.Say(Weight.CRITICAL, "initiating forced shutdown: " + reason));
        if (primaryOfAny) {
            effects.add(new Effect.OrderForcedShutdown());
            enter(Phase.WAITING_FOR_SECONDARIES, now);
        } else {
            effects.addAll(announce(now));
        }
        return effects;
    }

    List<Effect> tick(boolean alone, Duration now) {
        Duration inPhase = now.minus(phaseSince);
        return switch (phase) {
            case IDLE -> List.of();
            case COMMAND_RUNNING -> sayWhatTakesLong(inPhase);
            case WAITING_FOR_SECONDARIES -> waitForSecondaries(alone, inPhase, now);
            case FINAL_DELAY -> inPhase.compareTo(conf.shutdown().finalDelay()) >= 0 ? command(now) : List.of();
            case COMMAND_FAILED -> inPhase.compareTo(RETRY_AFTER) >= 0 ? command(now) : List.of();
            case HOST_GOING_DOWN ->
                conf.shutdown()
                                .exit()
                                .filter(limit -> inPhase.compareTo(limit) >= 0)
                                .isPresent()
                        ? List.of(new Effect.End())
                        : List.of();
        };
    }

    /** SHUTDOWNCMD ended. {@code failure} is empty when it went well. */
    List<Effect> commandEnded(Optional<String> failure, Duration now) {
        if (failure.isPresent()) {
            enter(Phase.COMMAND_FAILED, now);
            return List.of(new Effect.Say(
                    Weight.CRITICAL,
                    "SHUTDOWNCMD failed (" + failure.get() + "): the host stays up, trying again in "
                            + RETRY_AFTER.toSeconds() + " s"));
        }
        enter(Phase.HOST_GOING_DOWN, now);
        return tick(true, now);
    }

    private List<Effect> sayWhatTakesLong(Duration running) {
        if (running.compareTo(sayRunningAt) < 0) {
            return List.of();
        }
        sayRunningAt = sayRunningAt.plus(COMMAND_SAID_EVERY);
        return List.of(new Effect.Say(
                Weight.CRITICAL, "SHUTDOWNCMD has been running for " + running.toSeconds() + " s and the host is up"));
    }

    private List<Effect> waitForSecondaries(boolean alone, Duration waited, Duration now) {
        if (alone) {
            return announce(now);
        }
        if (waited.compareTo(conf.criticalRules().hostSync()) >= 0) {
            List<Effect> effects = new ArrayList<>();
            effects.add(new Effect.Say(Weight.NOTICE, "host sync timer expired, forcing shutdown"));
            effects.addAll(announce(now));
            return effects;
        }
        if (!hostSyncSaid && waited.compareTo(HOSTSYNC_SAID_AFTER) >= 0) {
            hostSyncSaid = true;
            return List.of(new Effect.Announce(Announcement.ofHost(NotifyType.SHUTDOWN_HOSTSYNC)));
        }
        return List.of();
    }

    private List<Effect> announce(Duration now) {
        enter(Phase.FINAL_DELAY, now);
        return List.of(
                new Effect.Say(Weight.CRITICAL, FINAL_WORD),
                new Effect.TellTerminals(FINAL_WORD),
                new Effect.Announce(Announcement.ofHost(NotifyType.SHUTDOWN)));
    }

    private List<Effect> command(Duration now) {
        if (conf.shutdown().command().isEmpty()) {
            return standDown(now);
        }
        enter(Phase.COMMAND_RUNNING, now);
        sayRunningAt = COMMAND_SAID_EVERY;
        return List.of(new Effect.ShutDown());
    }

    /** A host that only watches has no SHUTDOWNCMD: the others were told, and it goes on. */
    private List<Effect> standDown(Duration now) {
        enter(Phase.IDLE, now);
        hostSyncSaid = false;
        return List.of(
                new Effect.Say(Weight.CRITICAL, "no SHUTDOWNCMD is set: this host stays up and goes on watching"),
                new Effect.StandDown());
    }

    private void enter(Phase next, Duration now) {
        phase = next;
        phaseSince = now;
    }
}
