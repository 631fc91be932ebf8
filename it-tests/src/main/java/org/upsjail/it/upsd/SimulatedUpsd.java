// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.upsd;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.upsjail.it.await.Journal;

/**
 * A upsd on a loopback port of its own that answers as the real one does, shows what it was asked, and does at once
 * what a test wants: a status, a stale driver, a latch, a broken line. One thread serves every client, thousands if
 * need be. Every method may be called from any thread and has taken effect when it returns.
 */
public final class SimulatedUpsd implements Upsd {

    /** Entries the journal keeps: minutes of polling by a thousand clients are more than a test looks at. */
    private static final int JOURNAL_ENTRIES = 50_000;

    private final Journal<UpsdEvent> journal = new Journal<>(JOURNAL_ENTRIES);
    private final UpsdState state;
    private final UpsdClients clients;
    private final UpsdLoop loop;
    private final Thread thread;

    private SimulatedUpsd(List<String> upsNames, List<UpsdUser> users) throws IOException {
        state = new UpsdState(upsNames, users);
        clients = new UpsdClients(state, journal);
        loop = new UpsdLoop(clients);
        thread = new Thread(loop, "simulated-upsd");
        thread.setDaemon(true);
    }

    /** Serves these UPSes, all on line, to {@link UpsdUser#STANDARD}. */
    public static SimulatedUpsd serving(String... upsNames) throws IOException {
        return serving(List.of(upsNames), UpsdUser.STANDARD);
    }

    /** Serves these UPSes, all on line, to these accounts. */
    public static SimulatedUpsd serving(List<String> upsNames, List<UpsdUser> users) throws IOException {
        SimulatedUpsd upsd = new SimulatedUpsd(upsNames, users);
        upsd.thread.start();
        return upsd;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return loop.address();
    }

    /** The loopback port; the same for its whole life. */
    public int port() {
        return address().getPort();
    }

    @Override
    public String system(String ups) {
        return state.require(ups).name + "@127.0.0.1:" + port();
    }

    /** Every connection, command and disconnection, in the order the server saw them. */
    public Journal<UpsdEvent> journal() {
        return journal;
    }

    @Override
    public void setStatus(String ups, String status) {
        setVariable(ups, SimulatedUps.STATUS, status);
    }

    /** Of every UPS at the same moment. */
    public void setStatusOfAll(String status) {
        act(() -> state.upses().forEach(ups -> ups.set(SimulatedUps.STATUS, status)));
    }

    /** Any other variable. */
    public void setVariable(String ups, String variable, String value) {
        change(ups, u -> u.set(variable, value));
    }

    /** Asked for it, the server answers VAR-NOT-SUPPORTED again. */
    public void removeVariable(String ups, String variable) {
        change(ups, u -> u.remove(variable));
    }

    /** What {@code desc} says in ups.conf. */
    public void setDescription(String ups, String description) {
        change(ups, u -> u.description = Optional.of(description));
    }

    /** The driver fell silent: DATA-STALE. */
    public void stale(String ups) {
        change(ups, u -> u.driver = SimulatedUps.Driver.STALE);
    }

    /** The driver is not running: DRIVER-NOT-CONNECTED. */
    public void driverGone(String ups) {
        change(ups, u -> u.driver = SimulatedUps.Driver.GONE);
    }

    /** The driver is there again, with the variables it had. */
    public void driverBack(String ups) {
        change(ups, u -> u.driver = SimulatedUps.Driver.CONNECTED);
    }

    /** What GET NUMLOGINS says. */
    public int logins(String ups) {
        SimulatedUps found = state.require(ups);
        return loop.call(() -> state.logins(found));
    }

    /** As if {@code count} further clients were logged in, no more and no less. */
    public void phantomLogin(String ups, int count) {
        change(ups, u -> u.phantomLogins = count);
    }

    /** Whether a client has set FSD. */
    public boolean fsdSet(String ups) {
        SimulatedUps found = state.require(ups);
        return loop.call(() -> found.fsd);
    }

    /** Sets FSD as another primary would. */
    public void setFsd(String ups) {
        change(ups, u -> u.fsd = true);
    }

    /** How many clients are connected, logged in or not. */
    public int connections() {
        return loop.call(clients::count);
    }

    /** Closes every connection; clients may come back at once. */
    public void dropConnections() {
        act(() -> clients.dropAll(false));
    }

    /** As {@link #dropConnections}, with a TCP reset. */
    public void resetConnections() {
        act(() -> clients.dropAll(true));
    }

    /** New connections are refused; those there are stay. */
    public void stopListening() {
        act(loop::stopListening);
    }

    /** Takes connections again, on the same port. */
    public void listenAgain() {
        act(loop::listenAgain);
    }

    /** As a restarted upsd: no connection, no login, no FSD latch; it listens. */
    public void restart() {
        act(() -> {
            clients.dropAll(false);
            state.upses().forEach(u -> u.fsd = false);
            loop.listenAgain();
        });
    }

    /** From now on every reply is broken this way. Bytes already under way are not taken back. */
    public void misbehave(Misbehaviour how) {
        misbehave(how, event -> true);
    }

    /** From now on the replies to these commands are broken this way, all others honest. */
    public void misbehave(Misbehaviour how, Predicate<UpsdEvent> on) {
        act(() -> clients.misbehave(how, on));
    }

    /** Whether commands that come in one piece are all answered, as upsd does; otherwise only the first of a piece is. */
    public void takePipelined(boolean taken) {
        act(() -> clients.pipeline(taken));
    }

    /** The pause between two bytes of {@link Misbehaviour#DRIP}; 10 ms unless set. */
    public void dripEvery(Duration interval) {
        act(() -> clients.dripEvery(interval));
    }

    /** How far away it is: every answer leaves so much later than its question came, whatever else is asked meanwhile. */
    public void distance(Duration roundTrip) {
        act(() -> clients.distance(roundTrip));
    }

    /** Sends a line to every client that nobody asked for. */
    public void say(String line) {
        act(() -> clients.say(line));
    }

    /** Shows every event to {@code watcher} as well, on the server's thread. The last one to be given is the only one. */
    public void watch(Consumer<UpsdEvent> watcher) {
        act(() -> clients.watch(watcher));
    }

    /** Drops every connection and gives the port back. */
    @Override
    public void close() {
        if (!thread.isAlive()) {
            return;
        }
        act(loop::end);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void change(String ups, Consumer<SimulatedUps> change) {
        SimulatedUps found = state.require(ups);
        act(() -> change.accept(found));
    }

    private void act(Runnable action) {
        loop.call(() -> {
            action.run();
            return true;
        });
    }
}
