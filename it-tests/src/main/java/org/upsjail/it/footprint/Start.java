// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.footprint;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.upsjail.it.await.Polling;
import org.upsjail.it.installed.RunningUpsjail;
import org.upsjail.it.installed.Setup;
import org.upsjail.it.nut.RunningUpsmon;
import org.upsjail.it.process.OutputLine;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.upsd.SimulatedUpsd;
import org.upsjail.it.upsd.UpsdEvent;

/**
 * One start of one program on one UPS, to its first poll and some seconds of work.
 *
 * @param polled from the command to the first poll that reached upsd; upsjail polls only once it is jailed
 * @param steps what the log told on the way, each with its time since the command
 * @param processes what each process holds at the end of the work
 */
record Start(Duration polled, Map<Step, Duration> steps, Map<String, Footprint> processes) {

    /** Two cold JVMs on a busy machine, and the connection. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String UPS = "ups";

    /**
     * Debian's upsmon.
     *
     * @param polls one comes each second: how long it works before it is looked at
     */
    static Start ofUpsmon(int polls) throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving(UPS)) {
            List<String> conf = List.of(
                    "MONITOR " + upsd.system(UPS) + " 1 prim pp primary",
                    "MINSUPPLIES 1",
                    "POLLFREQ 1",
                    "SHUTDOWNCMD /bin/true");
            long command = System.nanoTime();
            try (RunningUpsmon upsmon = RunningUpsmon.start(conf)) {
                Duration polled = awaitWork(upsd, polls, command);
                Map<String, Footprint> processes = new LinkedHashMap<>();
                processes.put("its child", Footprint.of(onlyChild(upsmon.program())));
                processes.put("its parent", Footprint.of(upsmon.program().pid()));
                return new Start(polled, Map.of(), processes);
            }
        }
    }

    /**
     * The built upsjail.
     *
     * @param polls as for {@link #ofUpsmon}
     */
    static Start ofUpsjail(int polls) throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving(UPS);
                Setup setup = Setup.quick().upsmon("POLLFREQ 1").primaryOf(upsd.system(UPS))) {
            setup.written();
            long command = System.nanoTime();
            try (RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
                Duration polled = awaitWork(upsd, polls, command);
                Map<String, Footprint> processes = new LinkedHashMap<>();
                processes.put("monitor", Footprint.of(upsjail.awaitWatching()));
                processes.put("dispatcher", Footprint.of(upsjail.program().pid()));
                return new Start(polled, steps(upsjail.program(), command), processes);
            }
        }
    }

    private static Duration awaitWork(SimulatedUpsd upsd, int polls, long command)
            throws IOException, InterruptedException {
        UpsdEvent first = upsd.journal().await(Start::isPoll, LIMIT);
        Duration limit = LIMIT.plusSeconds(2L * polls);
        Polling.until(polls + " polls", limit, () -> upsd.journal().count(Start::isPoll) >= polls);
        return Duration.ofNanos(first.nanos() - command);
    }

    private static boolean isPoll(UpsdEvent event) {
        return event.isCommand("GET", "VAR", UPS, "ups.status");
    }

    private static long onlyChild(RunningProgram program) throws IOException {
        List<ProcessHandle> children = program.runningChildren();
        if (children.size() != 1) {
            throw new IOException("upsmon has " + children.size() + " children, not one");
        }
        return children.get(0).pid();
    }

    private static Map<Step, Duration> steps(RunningProgram upsjail, long command) throws InterruptedException {
        Map<Step, Duration> steps = new EnumMap<>(Step.class);
        for (Step step : Step.values()) {
            OutputLine told = upsjail.lines().await(line -> step.isToldBy(line.text()), LIMIT);
            steps.put(step, Duration.ofNanos(told.nanos() - command));
        }
        return steps;
    }
}
