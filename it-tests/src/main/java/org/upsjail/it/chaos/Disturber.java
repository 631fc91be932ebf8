// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.chaos.Event.Reach;
import org.upsjail.it.installed.RunningUpsjail;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.upsd.Misbehaviour;

/** Carries acts out, and writes down that it did. An act that finds nothing to be done to does nothing. */
final class Disturber implements AutoCloseable {

    private static final Duration DEATH_LIMIT = Deadline.OF_A_HANG;

    private final Site site;
    private final Watcher watcher;
    private final List<RunningProgram> reloads = new ArrayList<>();
    private final Set<ProcessHandle> everStarted = new HashSet<>();
    private RunningUpsjail upsjail;
    private boolean dispatcherStopped;
    private long monitorStopped;

    Disturber(Site site, Watcher watcher, RunningUpsjail upsjail) {
        this.site = site;
        this.watcher = watcher;
        this.upsjail = upsjail;
    }

    /** The one that runs, or ran last. */
    RunningUpsjail upsjail() {
        return upsjail;
    }

    /** Every process that was seen to be upsjail's. */
    Set<ProcessHandle> everStarted() {
        return Set.copyOf(everStarted);
    }

    /** A monitor was jailed and told to go. */
    void monitorBelieved() {
        if (!dispatcherStopped && monitorStopped == 0) {
            watcher.add(new Event.WatchBack(watcher.now()));
        }
    }

    void perform(Act act) throws IOException, InterruptedException {
        watcher.add(new Event.Noted(watcher.now(), "act: " + act));
        everStarted.addAll(upsjail.program().children());
        switch (act.kind()) {
            case CHANGE -> {
                watcher.add(new Event.Says(
                        watcher.now(), act.target(), act.condition().orElseThrow()));
                act.condition().orElseThrow().applyTo(site.serverOf(act.target()), act.target());
            }
            case LATCH -> {
                watcher.add(new Event.Latched(watcher.now(), act.target(), true));
                site.serverOf(act.target()).setFsd(act.target());
            }
            case RESTART_UPSD -> restart(act.target());
            case UPSD_AWAY -> {
                watcher.add(new Event.Answers(watcher.now(), act.target(), Reach.AWAY));
                site.server(act.target()).stopListening();
                site.server(act.target()).dropConnections();
            }
            case UPSD_WELL -> heal(act.target());
            case SPELL -> {
                watcher.add(new Event.Answers(watcher.now(), act.target(), Reach.ERRATIC));
                site.server(act.target()).listenAgain();
                site.server(act.target()).misbehave(act.spell().orElseThrow());
            }
            case HANG_HANDLERS -> hang(true);
            case RELEASE_HANDLERS -> hang(false);
            case FILL_DISK -> {
                watcher.diskFilled();
                site.disk().fill();
            }
            case FREE_DISK -> freeDisk();
            case RELOAD -> reload();
            case CALM -> undoAll();
            case LET_WORK -> letWork();
            default -> disturbUpsjail(act.kind());
        }
    }

    /** Undoes everything but what the UPSes say. */
    void undoAll() throws IOException, InterruptedException {
        letWork();
        hang(false);
        freeDisk();
        for (String server : site.world().servers()) {
            heal(server);
        }
    }

    /** A process of upsjail's that has ended and was not asked for its status. */
    void lookForZombies() throws IOException, InterruptedException {
        Leftovers.zombiesOf(upsjail.program())
                .forEach(zombie -> watcher.add(new Event.Remained(watcher.now(), "a zombie: " + zombie)));
    }

    @Override
    public void close() throws IOException {
        for (RunningProgram reload : reloads) {
            reload.close();
        }
        upsjail.close();
    }

    private void disturbUpsjail(Act.Kind kind) throws IOException, InterruptedException {
        long monitor = watcher.monitor();
        switch (kind) {
            case KILL_MONITOR -> {
                if (isChild(monitor)) {
                    lost();
                    signal("KILL", monitor);
                    monitorStopped = 0;
                }
            }
            case STOP_MONITOR -> {
                if (isChild(monitor) && monitorStopped == 0) {
                    lost();
                    signal("STOP", monitor);
                    monitorStopped = monitor;
                }
            }
            case CONTINUE_MONITOR -> continueMonitor();
            case KILL_DISPATCHER -> killDispatcher();
            case STOP_DISPATCHER -> {
                if (!dispatcherStopped) {
                    lost();
                    upsjail.program().kill("STOP");
                    dispatcherStopped = true;
                }
            }
            default -> continueDispatcher();
        }
    }

    private void lost() {
        watcher.add(new Event.WatchLost(watcher.now()));
    }

    private void killDispatcher() throws IOException, InterruptedException {
        if (!upsjail.program().alive()) {
            return;
        }
        lost();
        watcher.add(new Event.DispatcherKilled(watcher.now()));
        upsjail.program().kill("KILL");
        upsjail.program().awaitExit(DEATH_LIMIT);
        watcher.look(upsjail);
        watcher.newlyBelieved();
        dispatcherStopped = false;
        monitorStopped = 0;
        upsjail = RunningUpsjail.start(site.setup());
        watcher.anotherLog();
    }

    private void letWork() throws IOException, InterruptedException {
        continueDispatcher();
        continueMonitor();
    }

    private void continueDispatcher() throws IOException, InterruptedException {
        if (dispatcherStopped) {
            dispatcherStopped = false;
            upsjail.program().kill("CONT");
        }
    }

    private void continueMonitor() throws IOException, InterruptedException {
        if (monitorStopped != 0 && isChild(monitorStopped)) {
            signal("CONT", monitorStopped);
        }
        monitorStopped = 0;
    }

    /** The dispatcher may end it at any moment. */
    private void signal(String name, long child) throws IOException, InterruptedException {
        try {
            RunningProgram.kill(name, child);
        } catch (IOException e) {
            if (isChild(child)) {
                throw e;
            }
        }
    }

    private void restart(String server) {
        watcher.add(new Event.Cut(watcher.now(), server));
        site.world().upses().stream()
                .filter(ups -> server.equals(site.world().serverOf().get(ups)))
                .forEach(ups -> watcher.add(new Event.Latched(watcher.now(), ups, false)));
        site.server(server).misbehave(Misbehaviour.NONE);
        site.server(server).restart();
        watcher.add(new Event.Answers(watcher.now(), server, Reach.HONEST));
    }

    private void heal(String server) {
        site.server(server).misbehave(Misbehaviour.NONE);
        site.server(server).listenAgain();
        watcher.add(new Event.Answers(watcher.now(), server, Reach.HONEST));
    }

    private void hang(boolean hanging) throws IOException {
        if (hanging) {
            watcher.add(new Event.HandlersHang(watcher.now(), true));
            site.handlers().hang();
        } else {
            site.handlers().release();
            watcher.add(new Event.HandlersHang(watcher.now(), false));
        }
    }

    private void freeDisk() throws IOException {
        site.disk().free();
        watcher.diskFreed();
    }

    /** Not waited for: who is asked may be stopped. */
    private void reload() throws IOException {
        reloads.add(RunningUpsjail.startAsking(site.setup(), "-c", "reload"));
    }

    private boolean isChild(long pid) {
        return pid != 0 && upsjail.program().children().stream().anyMatch(child -> child.pid() == pid);
    }
}
