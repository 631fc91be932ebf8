// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.upsd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.upsjail.it.await.Journal;
import org.upsjail.it.upsd.UpsdEvent.Kind;

/** All connected clients: reads their commands, journals them, answers honestly or not. One thread only. */
final class UpsdClients {

    /** As upsd. */
    private static final Duration IDLE_LIMIT = Duration.ofSeconds(60);

    /** How late an idle client may be noticed. */
    private static final Duration IDLE_CHECK = Duration.ofSeconds(1);

    private final UpsdState state;
    private final UpsdDialogue dialogue;
    private final Journal<UpsdEvent> journal;
    private final Set<UpsdConnection> connections = new LinkedHashSet<>();
    private final Set<UpsdConnection> dripping = new LinkedHashSet<>();
    private Misbehaviour misbehaviour = Misbehaviour.NONE;
    private Predicate<UpsdEvent> misbehavesOn = event -> true;
    private boolean pipelines = true;
    private final Deque<Late> late = new ArrayDeque<>();
    private Duration distance = Duration.ZERO;
    private Consumer<UpsdEvent> watcher = event -> {};
    private Duration dripInterval = Duration.ofMillis(10);
    private long nextDrip;
    private long nextIdleCheck;
    private long accepted;

    private record Answered(List<String> words, String reply) {}

    private record Late(UpsdConnection connection, Answer answer, long due) {}

    UpsdClients(UpsdState state, Journal<UpsdEvent> journal) {
        this.state = state;
        this.dialogue = new UpsdDialogue(state);
        this.journal = journal;
    }

    void misbehave(Misbehaviour how, Predicate<UpsdEvent> on) {
        misbehaviour = how;
        misbehavesOn = on;
    }

    void pipeline(boolean taken) {
        pipelines = taken;
    }

    void dripEvery(Duration interval) {
        dripInterval = interval;
    }

    void distance(Duration roundTrip) {
        distance = roundTrip;
    }

    void watch(Consumer<UpsdEvent> events) {
        watcher = events;
    }

    /** To every client, whatever it asked. */
    void say(String line) {
        for (UpsdConnection connection : List.copyOf(connections)) {
            connection.enqueue(Answer.whole(line + "\n"));
            send(connection);
        }
    }

    /** How long the thread may wait for a client before {@link #onTime} has something to do. */
    Duration patience(long now) {
        Duration wait = dripping.isEmpty() ? IDLE_CHECK : dripInterval;
        Late next = late.peek();
        Duration untilNext = next == null ? wait : Duration.ofNanos(next.due() - now);
        return untilNext.compareTo(wait) < 0 ? untilNext : wait;
    }

    int count() {
        return connections.size();
    }

    UpsdConnection accepted(SocketChannel channel, SelectionKey key, String address) {
        UpsdSession session = new UpsdSession(address);
        UpsdConnection connection = new UpsdConnection(++accepted, channel, key, session);
        connection.lastHeard = System.nanoTime();
        connections.add(connection);
        state.sessions().add(session);
        log(Kind.CONNECTED, connection);
        return connection;
    }

    /** Does what the socket is ready for. */
    void onReady(UpsdConnection connection, boolean readable, ByteBuffer input) {
        try {
            if (readable) {
                input.clear();
                if (connection.read(input) < 0) {
                    drop(connection, false);
                    return;
                }
                input.flip();
                take(connection, input);
                if (connection.session.leaving) {
                    connection.closeWhenSent();
                }
            }
            flush(connection);
        } catch (IOException e) {
            // The client's own end, told another way: it is journaled as such.
            drop(connection, false);
        }
    }

    /** Drips, and drops whoever was silent too long. Called after every selection, so it is cheap when nothing is due. */
    void onTime(long now) {
        for (Late next = late.peek(); next != null && now - next.due() >= 0; next = late.peek()) {
            late.remove();
            next.connection().enqueue(next.answer());
            send(next.connection());
        }
        if (!dripping.isEmpty() && now - nextDrip >= 0) {
            nextDrip = now + dripInterval.toNanos();
            List.copyOf(dripping).forEach(this::drip);
        }
        if (now - nextIdleCheck >= 0) {
            nextIdleCheck = now + IDLE_CHECK.toNanos();
            List.copyOf(connections).stream()
                    .filter(connection -> now - connection.lastHeard > IDLE_LIMIT.toNanos())
                    .forEach(connection -> drop(connection, false));
        }
    }

    void dropAll(boolean abortively) {
        List.copyOf(connections).forEach(connection -> drop(connection, abortively));
    }

    /** All commands of a piece have their answers before the first leaves: upsd takes microseconds for one. */
    private void take(UpsdConnection connection, ByteBuffer input) {
        List<Answered> piece = new ArrayList<>();
        while (input.hasRemaining()) {
            switch (connection.words.push(Byte.toUnsignedInt(input.get()))) {
                case MORE -> {}
                case LINE -> {
                    List<String> words = connection.words.line();
                    piece.add(new Answered(words, dialogue.reply(connection.session, words)));
                    if (!pipelines) {
                        input.position(input.limit());
                    }
                }
                case ERROR -> input.position(input.limit());
            }
        }
        if (!piece.isEmpty()) {
            answer(connection, piece);
        }
    }

    private void answer(UpsdConnection connection, List<Answered> piece) {
        connection.lastHeard = System.nanoTime();
        List<UpsdEvent> events = piece.stream()
                .map(answered -> new UpsdEvent(
                        Kind.COMMAND, connection.number, answered.words(), answered.reply(), connection.lastHeard))
                .toList();
        show(events);
        events.forEach(event -> reply(connection, event));
    }

    private void reply(UpsdConnection connection, UpsdEvent event) {
        Misbehaviour how = misbehavesOn.test(event) ? misbehaviour : Misbehaviour.NONE;
        Answer answer = how.distort(event.reply());
        if (distance.isZero()) {
            connection.enqueue(answer);
        } else {
            late.add(new Late(connection, answer, event.nanos() + distance.toNanos()));
        }
    }

    private void drip(UpsdConnection connection) {
        try {
            connection.drip();
            flush(connection);
        } catch (IOException e) {
            // As in onReady.
            drop(connection, false);
        }
    }

    private void send(UpsdConnection connection) {
        if (!connections.contains(connection)) {
            return;
        }
        try {
            flush(connection);
        } catch (IOException e) {
            // As in onReady.
            drop(connection, false);
        }
    }

    private void flush(UpsdConnection connection) throws IOException {
        if (connection.flush()) {
            drop(connection, false);
        } else if (connection.drips()) {
            dripping.add(connection);
        } else {
            dripping.remove(connection);
        }
    }

    private void drop(UpsdConnection connection, boolean abortively) {
        if (!connections.remove(connection)) {
            return;
        }
        dripping.remove(connection);
        state.sessions().remove(connection.session);
        try {
            connection.close(abortively);
        } catch (IOException e) {
            // The kernel frees the socket whatever close says; the entry below is what a test waits for.
        }
        log(Kind.DISCONNECTED, connection);
    }

    private void log(Kind kind, UpsdConnection connection) {
        show(List.of(new UpsdEvent(kind, connection.number, List.of(), "", System.nanoTime())));
    }

    private void show(List<UpsdEvent> events) {
        journal.addAll(events);
        events.forEach(watcher);
    }
}
