// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.upsjail.monitor.status.UpsReading;
import org.upsjail.monitor.upsd.Conversation.Question;
import org.upsjail.monitor.upsd.SessionTimers.Timer;

/**
 * Asks for the variables of one UPS, again and again. Nothing is said of a poll before its last answer. Pipelined, upsd
 * gets all questions in one piece and answers them from one moment's data.
 */
final class UpsPoll {

    /** Said of any variable, these say that there is no data of the UPS at all. */
    private static final Set<String> NO_DATA = Set.of("DATA-STALE", "DRIVER-NOT-CONNECTED");

    private final Conversation conversation;
    private final String ups;
    private final UpsdSessionListener listener;
    private final boolean pipelined;
    private final Map<UpsVariable, String> values = new EnumMap<>(UpsVariable.class);
    private final Deque<UpsVariable> unasked = new ArrayDeque<>();
    private int unanswered;
    private Optional<String> unavailable = Optional.empty();
    private long begunAt;
    private boolean begun;
    private boolean answeredOnce;

    /** @param pipelined whether all questions go out at once; else each waits for the answer before it */
    UpsPoll(Conversation conversation, String ups, UpsdSessionListener listener, boolean pipelined) {
        this.conversation = conversation;
        this.ups = ups;
        this.listener = listener;
        this.pipelined = pipelined;
    }

    void begin() {
        begun = true;
        begunAt = conversation.timers().nanoTime();
        values.clear();
        unavailable = Optional.empty();
        unasked.addAll(List.of(UpsVariable.values()));
        ask(pipelined ? unasked.size() : 1);
    }

    /** Whether the first poll was begun and never had its last answer. */
    boolean firstUnanswered() {
        return begun && !answeredOnce;
    }

    private void ask(int count) {
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            UpsVariable variable = unasked.remove();
            questions.add(new Question(UpsdCommand.getVariable(ups, variable), reply -> answered(variable, reply)));
        }
        unanswered += count;
        conversation.askAll(questions);
    }

    private void answered(UpsVariable variable, UpsdReply reply) throws UpsdProtocolException {
        unanswered--;
        if (reply.isError()) {
            takeError(variable, reply.errorCode());
        } else {
            values.put(variable, valueIn(reply, variable));
        }
        if (unavailable.isPresent()) {
            unasked.clear();
        }
        if (!unasked.isEmpty()) {
            ask(1);
        } else if (unanswered == 0) {
            end();
        }
    }

    private String valueIn(UpsdReply reply, UpsVariable variable) throws UpsdProtocolException {
        return reply.variable(ups, variable.wireName())
                .orElseThrow(() ->
                        new UpsdProtocolException("an answer that is not the " + variable.wireName() + " asked for"));
    }

    /** Without a status there is nothing to be known; any other variable upsd may lack, whatever it calls that. */
    private void takeError(UpsVariable variable, String code) {
        if (unavailable.isEmpty() && (variable == UpsVariable.STATUS || NO_DATA.contains(code))) {
            unavailable = Optional.of(code);
        }
    }

    private void end() {
        answeredOnce = true;
        unavailable.ifPresentOrElse(listener::statusUnavailable, () -> listener.statusRead(reading()));
        long since = conversation.timers().nanoTime() - begunAt;
        conversation.timers().set(Timer.POLL, listener.timeBetweenPolls().minusNanos(since), this::begin);
    }

    private UpsReading reading() {
        List<String> buzzwords = Stream.of(UpsVariable.MODE_BUZZWORDS, UpsVariable.EXPERIMENTAL_MODE_BUZZWORDS)
                .flatMap(variable -> value(variable).stream())
                .toList();
        return new UpsReading(value(UpsVariable.STATUS).orElse(""), value(UpsVariable.ALARM), buzzwords);
    }

    private Optional<String> value(UpsVariable variable) {
        return Optional.ofNullable(values.get(variable));
    }
}
