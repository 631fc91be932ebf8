// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.footprint;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
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

    /**
     * Debian's upsmon.
     *
     * @param scene closed afterwards
     * @param polls one comes each second: how long it works before it is looked at
     */
    static Start ofUpsmon(Scene scene, int polls) throws IOException, InterruptedException {
        try (scene) {
            List<String> conf = new ArrayList<>(scene.directivesOfUpsmon());
            conf.add("MONITOR " + scene.system() + " 1 prim pp primary");
            conf.addAll(List.of("MINSUPPLIES 1", "POLLFREQ 1", "SHUTDOWNCMD /bin/true"));
            long command = System.nanoTime();
            try (RunningUpsmon upsmon = RunningUpsmon.start(conf)) {
                Duration polled = awaitWork(scene.upsd(), polls, command);
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
     * @param scene closed afterwards
     * @param polls as for {@link #ofUpsmon}
     */
    static Start ofUpsjail(Scene scene, int polls) throws IOException, InterruptedException {
        try (scene;
                Setup setup = Setup.quick().upsmon("POLLFREQ 1").primaryOf(scene.system())) {
            scene.directivesOfUpsjail().forEach(setup::upsmon);
            scene.modeOfUpsjail().ifPresent(setup::upsjail);
            setup.written();
            long command = System.nanoTime();
            try (RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
                Duration polled = awaitWork(scene.upsd(), polls, command);
                Map<String, Footprint> processes = new LinkedHashMap<>();
                processes.put("monitor", Footprint.of(upsjail.awaitWatching()));
                processes.put("dispatcher", Footprint.of(upsjail.program().pid()));
                return new Start(polled, steps(upsjail.program(), command), processes);
            }
        }
    }

    private static Duration awaitWork(SimulatedUpsd upsd, int polls, long command)
            throws IOException, InterruptedException {
        UpsdEvent first = upsd.journal().await(Scene::isPoll, LIMIT);
        Duration limit = LIMIT.plusSeconds(2L * polls);
        Polling.until(polls + " polls", limit, () -> upsd.journal().count(Scene::isPoll) >= polls);
        return Duration.ofNanos(first.nanos() - command);
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
