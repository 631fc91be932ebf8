// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.upsjail.monitor.upsd.SessionTimers.Timer;

/**
 * Questions and answers over one connection. upsd answers in order, so every line is the answer to the oldest open
 * question; each has its own time from when it was asked. What is asked while lines are being dealt with leaves when all
 * that had arrived has been: no line can be the answer to a question that came after it.
 */
final class Conversation {

    /** upsd answers from memory; five seconds is what upsmon waits for a reply. */
    static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    static final String UNASKED = "an answer nobody asked for";

    private final ChannelHandlerContext context;
    private final SessionTimers timers;
    private final Consumer<String> ended;
    private final Deque<Open> open = new ArrayDeque<>();

    /** Each to be one write. */
    private final List<List<Question>> heldBack = new ArrayList<>();

    private boolean reading;

    /** @param ended hears why there will be no answer */
    Conversation(ChannelHandlerContext context, SessionTimers timers, Consumer<String> ended) {
        this.context = context;
        this.timers = timers;
        this.ended = ended;
    }

    /** Takes the answer to one question. */
    interface Answer {
        void take(UpsdReply reply) throws UpsdProtocolException;
    }

    /** A command, and who takes its answer. */
    record Question(UpsdCommand command, Answer answer) {}

    private record Open(Answer answer, long askedAt) {}

    void ask(UpsdCommand command, Answer answer) {
        askAll(List.of(new Question(command, answer)));
    }

    /** In one write, without waiting for an answer in between. Nothing once the connection is closed. */
    void askAll(List<Question> questions) {
        if (reading) {
            heldBack.add(questions);
        } else {
            send(questions);
        }
    }

    private void send(List<Question> questions) {
        if (!context.channel().isActive()) {
            return;
        }
        for (Question question : questions) {
            open.add(new Open(question.answer(), timers.nanoTime()));
        }
        write(questions.stream().map(Question::command).toList());
        if (!timers.isSet(Timer.ANSWER)) {
            awaitOldest();
        }
    }

    /** A last word, whose answer nobody waits for. */
    void tell(UpsdCommand command) {
        write(List.of(command));
    }

    /** From a direct buffer: of any other Netty makes a copy, which could not be wiped. */
    private void write(List<UpsdCommand> commands) {
        ByteBuf lines = context.alloc().directBuffer();
        commands.forEach(command -> command.writeTo(lines));
        if (commands.stream().anyMatch(UpsdCommand::isSecret)) {
            lines.retain();
            context.writeAndFlush(lines).addListener(done -> {
                lines.setZero(0, lines.capacity());
                lines.release();
            });
        } else {
            context.writeAndFlush(lines);
        }
    }

    /** A line. More of them may follow before {@link #readComplete}. */
    void answered(UpsdReply reply) throws UpsdProtocolException {
        reading = true;
        Open oldest = open.poll();
        if (oldest == null) {
            throw new UpsdProtocolException(UNASKED);
        }
        awaitOldest();
        oldest.answer().take(reply);
    }

    /**
     * All that had arrived has been dealt with.
     *
     * @param lineBegun whether the last of it is a line without its end yet
     */
    void readComplete(boolean lineBegun) throws UpsdProtocolException {
        reading = false;
        if (lineBegun && open.isEmpty()) {
            throw new UpsdProtocolException(UNASKED);
        }
        List<List<Question>> now = List.copyOf(heldBack);
        heldBack.clear();
        now.forEach(this::send);
    }

    SessionTimers timers() {
        return timers;
    }

    private void awaitOldest() {
        timers.cancel(Timer.ANSWER);
        Open oldest = open.peek();
        if (oldest != null) {
            Duration left = READ_TIMEOUT.minusNanos(timers.nanoTime() - oldest.askedAt());
            timers.set(Timer.ANSWER, left, () -> ended.accept("no answer within " + READ_TIMEOUT.toSeconds() + " s"));
        }
    }
}
