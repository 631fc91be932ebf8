// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.differential;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.await.NotSeenException;
import org.upsjail.it.await.Polling;
import org.upsjail.it.upsd.SimulatedUpsd;
import org.upsjail.it.upsd.UpsdUser;

/** One life, lived by both programs step by step. */
final class LifeRun {

    /** Two JVMs for each of ten lives start at the same time on two cores. */
    static final Duration START_LIMIT = Duration.ofMinutes(2);

    /** A step takes three polls of a second; the rest is for a loaded host. */
    private static final Duration STEP_LIMIT = Deadline.OF_A_HANG;

    /** Handlers of events already decided: what is still missing then will not come. */
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(40);

    private final Life life;
    private final SimulatedUpsd upsd;
    private final Rival upsmon;
    private final Rival upsjail;
    private final PollCounter polls;
    private final List<String> upses = new ArrayList<>();
    private final Map<String, History> histories = new LinkedHashMap<>();
    private final List<String> known = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private boolean markerOnBattery;
    private int told;

    private LifeRun(Life life, SimulatedUpsd upsd, Rival upsmon, Rival upsjail) {
        this.life = life;
        this.upsd = upsd;
        this.upsmon = upsmon;
        this.upsjail = upsjail;
        this.polls = new PollCounter(upsd.journal());
        upses.addAll(life.upses());
        upses.add(Life.MARKER);
        upses.forEach(ups -> histories.put(ups, new History()));
    }

    /**
     * Lives it.
     *
     * @param turns to be held while the JVMs start: many at once on two cores are slower than our own limits for them
     */
    static Verdict of(Life life, Semaphore turns) throws IOException, InterruptedException {
        List<UpsdUser> users = List.of(
                new UpsdUser(Rival.UPSMON, Rival.PASSWORD, life.role()),
                new UpsdUser(Rival.UPSJAIL, Rival.PASSWORD, life.role()));
        List<String> served = new ArrayList<>(life.upses());
        served.add(Life.MARKER);
        try (SimulatedUpsd upsd = SimulatedUpsd.serving(served, users)) {
            life.start().forEach((ups, condition) -> condition.applyTo(upsd, ups));
            try (Rival upsjail = startInTurn(life, upsd, turns);
                    Rival upsmon = Rival.upsmon(life, upsd)) {
                LifeRun run = new LifeRun(life, upsd, upsmon, upsjail);
                run.live();
                return new Verdict(life.toString(), run.told, run.known, run.differences);
            }
        } catch (NotSeenException notStarted) {
            return new Verdict(life.toString(), 0, List.of(), List.of("not started: " + notStarted.getMessage()));
        }
    }

    private static Rival startInTurn(Life life, SimulatedUpsd upsd, Semaphore turns)
            throws IOException, InterruptedException {
        turns.acquire();
        try {
            return Rival.upsjail(life, upsd);
        } finally {
            turns.release();
        }
    }

    private void live() throws IOException, InterruptedException {
        String step = "the start";
        try {
            record(new Step(Disturbance.NONE, life.start()));
            finish(step, START_LIMIT);
            for (int i = 0; i < life.steps().size() && differences.isEmpty(); i++) {
                Step next = life.steps().get(i);
                step = "step " + (i + 1) + " " + next;
                take(next);
                finish(step, STEP_LIMIT);
            }
            step = "the end, " + life.ending();
            if (differences.isEmpty()) {
                if (life.ending() == Ending.LOW_BATTERY) {
                    histories.values().forEach(History::lowBatteryEnd);
                }
                new LifeEnd(life, upsd, upsmon, upsjail).reach(STEP_LIMIT);
                compare(step);
            }
        } catch (NotSeenException missing) {
            differences.add(step + ": " + missing.getMessage());
        }
    }

    private void take(Step step) throws InterruptedException {
        record(step);
        long upsmonLog = upsmon.program().lines().position();
        long upsjailLog = upsjail.program().lines().position();
        step.disturbance().begin(upsd);
        if (step.disturbance() == Disturbance.OUTAGE) {
            upsmon.program().awaitLine(upsmonLog, "connect failed", STEP_LIMIT);
            upsjail.program().awaitLine(upsjailLog, "no connection: .*refused", STEP_LIMIT);
        }
        step.changes().forEach((ups, condition) -> condition.applyTo(upsd, ups));
        step.disturbance().end(upsd);
    }

    private void record(Step step) {
        Condition ofMarker = Condition.served(markerOnBattery ? "OB" : "OL");
        histories.forEach((ups, history) -> {
            Condition next = ups.equals(Life.MARKER) ? ofMarker : step.changes().get(ups);
            history.add(next == null ? history.now() : next, step.disturbance());
        });
    }

    /** Waits until both have done with the step, then compares. */
    private void finish(String step, Duration limit) throws IOException, InterruptedException {
        List<String> both = List.of(Rival.UPSMON, Rival.UPSJAIL);
        polls.restart();
        polls.await(both, upses, limit);
        markerOnBattery = !markerOnBattery;
        upsd.setStatus(Life.MARKER, markerOnBattery ? "OB" : "OL");
        Told marker = new Told(Life.MARKER, markerOnBattery ? "ONBATT" : "ONLINE");
        for (Rival rival : List.of(upsmon, upsjail)) {
            Polling.until(marker + " by " + rival, limit, () -> rival.told().contains(marker));
        }
        compare(step);
    }

    private void compare(String step) throws IOException, InterruptedException {
        try {
            Polling.until(
                    "the same by both",
                    SETTLE_LIMIT,
                    () -> !upsmon.busy()
                            && !upsjail.busy()
                            && difference().unexplained().isEmpty());
        } catch (NotSeenException different) {
            difference().unexplained().forEach(line -> differences.add(step + ": " + line));
            differences.add(step + ": a handler runs: upsmon " + upsmon.busy() + ", upsjail " + upsjail.busy());
            differences.add("upsmon told " + upsmon.told() + ", upsjail told " + upsjail.told());
        }
        difference().known().forEach(row -> known.add(row.name()));
        told += upsmon.told().size();
        upsmon.compared();
        upsjail.compared();
    }

    private Comparison difference() throws IOException {
        return Comparison.of(upsmon.told(), upsjail.told(), histories);
    }
}
