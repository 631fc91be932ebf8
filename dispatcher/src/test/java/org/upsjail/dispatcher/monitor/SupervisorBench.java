// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.upsjail.dispatcher.Configurations;
import org.upsjail.dispatcher.inbound.Frames;
import org.upsjail.dispatcher.sink.CapturedLog;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.wire.Frame;

/** A supervisor of fake monitors. The test is the decide thread: what comes from elsewhere waits until it is run. */
final class SupervisorBench implements MonitorListener {

    private static final int PATIENCE_SECONDS = 30;

    final List<FakeMonitor> monitors = new ArrayList<>();
    final List<String> heard = new ArrayList<>();
    final List<Long> inspected = new ArrayList<>();
    final MonitorSupervisor supervisor;
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final CapturedLog log = new CapturedLog();
    private List<String> flaws = List.of();
    private boolean launchable = true;
    private boolean launcherReady = true;
    private Runnable whenReady = () -> {};
    private Duration now = Duration.ofSeconds(100);

    SupervisorBench() {
        supervisor = new MonitorSupervisor(specOf(Frames.DIGEST), this, tasks::add, () -> now, log.log());
    }

    MonitorSpec specOf(String digest) {
        return new MonitorSpec(
                launcher(false),
                this::inspect,
                Set.of(Configurations.UPS),
                digest,
                Frames.POLL,
                Duration.ofSeconds(90),
                MonitorSpec.HELLO_WITHIN);
    }

    /** Of a monitor that starts only when the one before it has ended. */
    MonitorSpec heirOf(String digest) {
        MonitorSpec side = specOf(digest);
        return new MonitorSpec(
                launcher(true),
                this::inspect,
                side.upses(),
                digest,
                Frames.POLL,
                side.deadTime(),
                MonitorSpec.HELLO_WITHIN);
    }

    private MonitorLauncher launcher(boolean oneAtATime) {
        return new MonitorLauncher() {
            @Override
            public boolean ready() {
                return launcherReady;
            }

            @Override
            public MonitorProcess launch() throws IOException {
                return SupervisorBench.this.launch();
            }

            @Override
            public boolean oneAtATime() {
                return oneAtATime;
            }
        };
    }

    private MonitorProcess launch() throws IOException {
        if (!launchable) {
            throw new IOException("no such program");
        }
        FakeMonitor monitor = new FakeMonitor(1000 + monitors.size());
        monitors.add(monitor);
        return monitor;
    }

    private List<String> inspect(long pid) {
        inspected.add(pid);
        return flaws;
    }

    /** Jails have these flaws from now on. */
    void finds(String... found) {
        flaws = List.of(found);
    }

    /** What is done as soon as a monitor is ready. */
    void whenReady(Runnable action) {
        whenReady = action;
    }

    void launchable(boolean can) {
        launchable = can;
    }

    /** Whether the launcher may be asked for a monitor. */
    void launcherReady(boolean ready) {
        launcherReady = ready;
    }

    /** The last one started. */
    FakeMonitor monitor() {
        return monitors.get(monitors.size() - 1);
    }

    SupervisorBench started() {
        supervisor.tick();
        return this;
    }

    SupervisorBench ready() {
        return started().writes(Frames.HELLO);
    }

    /** The monitor writes the frames in one piece, and the piece is dealt with. */
    SupervisorBench writes(Frame... frames) {
        return writes(monitor(), Frames.encoded(frames));
    }

    SupervisorBench writes(FakeMonitor monitor, byte[] piece) {
        monitor.framesEnd().write(piece);
        return runTask();
    }

    SupervisorBench closesPipe() {
        monitor().endPipe();
        return runTask();
    }

    /** As a death comes: with the end of the pipe, here after the news of it. */
    SupervisorBench exits(FakeMonitor monitor, int status) {
        exitsBeforeItsPipeEnds(monitor, status);
        return monitor.endPipe() ? runTask() : this;
    }

    SupervisorBench exitsBeforeItsPipeEnds(FakeMonitor monitor, int status) {
        monitor.exit(status);
        return runTask();
    }

    SupervisorBench passes(Duration time) {
        now = now.plus(time);
        supervisor.tick();
        return this;
    }

    SupervisorBench seconds(int count) {
        return passes(Duration.ofSeconds(count));
    }

    /** The next task of the decide thread, which comes from another thread and may take its time. */
    SupervisorBench runTask() {
        try {
            Runnable task = tasks.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (task == null) {
                throw new AssertionError("nothing came");
            }
            task.run();
            return this;
        } catch (InterruptedException asked) {
            throw new AssertionError(asked);
        }
    }

    String log() {
        return log.text();
    }

    void end() {
        monitors.forEach(monitor -> {
            monitor.framesEnd().end();
            monitor.logEnd().end();
        });
    }

    @Override
    public void monitorReady(long pid) {
        heard.add("ready");
        whenReady.run();
    }

    @Override
    public void monitorAlive() {
        heard.add("alive");
    }

    @Override
    public void monitorStated(Fact fact) {
        heard.add(fact.toString());
    }

    @Override
    public void monitorStatedAll() {
        heard.add("stated all");
    }

    @Override
    public void monitorLost() {
        heard.add("lost");
    }

    @Override
    public void monitorRefused(int exitStatus) {
        heard.add("refused " + exitStatus);
    }
}
