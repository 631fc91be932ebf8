// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.nut.RealNut;
import org.upsjail.it.process.HandlerCall;
import org.upsjail.it.process.OutputLine;
import org.upsjail.it.upsd.SimulatedUpsd;
import org.upsjail.it.upsd.Upsd;

/**
 * Where most tests begin: one UPS on line, its upsd, and upsjail, which has heard of it. Closing ends all.
 *
 * @param <U> which upsd it is
 */
public final class WatchedUps<U extends Upsd> implements AutoCloseable {

    /** What follows from a change within a poll or two comes long before. */
    public static final Duration SOON = Deadline.OF_A_HANG;

    private static final String UPS = "ups";

    private final U upsd;
    private final Setup setup;
    private final RunningUpsjail upsjail;
    private long monitor;

    private WatchedUps(U upsd, Setup setup) throws IOException {
        this.upsd = upsd;
        this.setup = setup;
        upsjail = RunningUpsjail.start(setup);
    }

    /** Watched as primary, with these lines of upsmon.conf beside the usual. */
    public static WatchedUps<SimulatedUpsd> primary(String... upsmon) throws IOException, InterruptedException {
        SimulatedUpsd upsd = SimulatedUpsd.serving(UPS);
        return watching(upsd, Setup.quick().upsmon(upsmon).primaryOf(upsd.system(UPS)));
    }

    /** Watched as secondary, with these lines of upsmon.conf beside the usual. */
    public static WatchedUps<SimulatedUpsd> secondary(String... upsmon) throws IOException, InterruptedException {
        SimulatedUpsd upsd = SimulatedUpsd.serving(UPS);
        return watching(upsd, Setup.quick().upsmon(upsmon).secondaryOf(upsd.system(UPS)));
    }

    /** Watched as primary of Debian's upsd and dummy-ups, with these lines of upsmon.conf beside the usual. */
    public static WatchedUps<RealNut> ofRealNut(String... upsmon) throws IOException, InterruptedException {
        RealNut nut = RealNut.start(UPS);
        return watching(nut, Setup.quick().upsmon(upsmon).primaryOf(nut.system(UPS)));
    }

    private static <U extends Upsd> WatchedUps<U> watching(U upsd, Setup setup)
            throws IOException, InterruptedException {
        WatchedUps<U> watched = new WatchedUps<>(upsd, setup);
        try {
            watched.monitor = watched.upsjail.awaitWatching();
            return watched;
        } catch (InterruptedException | RuntimeException e) {
            watched.close();
            throw e;
        }
    }

    public U upsd() {
        return upsd;
    }

    public Setup setup() {
        return setup;
    }

    public RunningUpsjail upsjail() {
        return upsjail;
    }

    /** The process id of the first monitor. */
    public long monitor() {
        return monitor;
    }

    /** Its name at upsd. */
    public String name() {
        return UPS;
    }

    /** Its name in upsmon.conf. */
    public String system() {
        return upsd.system(UPS);
    }

    /** From now on {@code ups.status} is this. */
    public void says(String status) throws IOException {
        upsd.setStatus(UPS, status);
    }

    /** The first run of a handler for this type, past or to come; {@link HandlerCall#SHUTDOWN} is one of SHUTDOWNCMD. */
    public HandlerCall awaitTold(String type) throws IOException, InterruptedException {
        return setup.handlers().await(call -> call.is(type), SOON);
    }

    /** The first line of the log, past or to come, in which {@code regex} is found. */
    public OutputLine awaitSaid(String regex) throws InterruptedException {
        return upsjail.program().awaitLine(regex, SOON);
    }

    /** Waits for the end of upsjail; gives its exit status. */
    public int awaitEnd() throws InterruptedException {
        return upsjail.program().awaitExit(SOON);
    }

    /** How often a handler ran for this type. */
    public long told(String type) throws IOException {
        return setup.handlers().count(type);
    }

    /** The types of all runs of handlers, sorted. */
    public List<String> told() throws IOException {
        return setup.handlers().calls().stream().map(HandlerCall::type).sorted().toList();
    }

    @Override
    public void close() throws IOException {
        try (upsd;
                setup) {
            upsjail.close();
        }
    }
}
