// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.inbound;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.upsjail.protocol.fact.UpsName;
import org.upsjail.protocol.wire.Frame;
import org.upsjail.protocol.wire.FrameType;
import org.upsjail.protocol.wire.Violation;

/**
 * What may come next in a stream of well-formed frames (PROTOCOL.md section 4): a table of types by phase, names of our
 * own configuration only, HELLO of our own configuration only, a quota. Pure; the first violation is final.
 */
final class FrameGate {

    /** Where a stream stands. */
    private enum Phase {
        BEFORE_HELLO,
        BEFORE_GO,
        STATING,
        STATED,
        ENDED
    }

    private static final Map<Phase, Set<FrameType>> PERMITTED = permitted();

    private final Set<UpsName> upses;
    private final String configDigest;
    private final FrameQuota quota;
    private Phase phase = Phase.BEFORE_HELLO;

    FrameGate(Set<UpsName> upses, String configDigest, Duration shortestPoll, Duration now) {
        this.upses = Set.copyOf(upses);
        this.configDigest = configDigest;
        this.quota = new FrameQuota(upses.size(), shortestPoll, now);
    }

    /** Lets the frame pass, or says what is wrong with it. */
    Optional<Violation> check(Frame frame, Duration now) {
        if (!quota.take(now)) {
            return Optional.of(Violation.QUOTA_EXCEEDED);
        }
        if (!PERMITTED.getOrDefault(phase, Set.of()).contains(frame.type())) {
            return Optional.of(outOfOrder(frame.type()));
        }
        if (frame instanceof Frame.Hello hello && !hello.configDigest().equals(configDigest)) {
            return Optional.of(Violation.CONFIG_MISMATCH);
        }
        if (frame instanceof Frame.Statement statement
                && !upses.contains(statement.fact().ups())) {
            return Optional.of(Violation.UPS_UNKNOWN);
        }
        advance(frame.type());
        return Optional.empty();
    }

    /** GO was sent: from now on facts may come. */
    void go() {
        if (phase == Phase.BEFORE_GO) {
            phase = Phase.STATING;
        }
    }

    private void advance(FrameType type) {
        switch (type) {
            case HELLO -> phase = Phase.BEFORE_GO;
            case STATED -> phase = Phase.STATED;
            case BYE -> phase = Phase.ENDED;
            default -> {}
        }
    }

    private Violation outOfOrder(FrameType type) {
        return switch (phase) {
            case BEFORE_HELLO -> Violation.HELLO_EXPECTED;
            case ENDED -> Violation.AFTER_BYE;
            case BEFORE_GO -> type == FrameType.HELLO ? Violation.HELLO_TWICE : Violation.BEFORE_GO;
            case STATING, STATED -> type == FrameType.HELLO ? Violation.HELLO_TWICE : Violation.STATED_TWICE;
        };
    }

    private static Map<Phase, Set<FrameType>> permitted() {
        Set<FrameType> facts = EnumSet.noneOf(FrameType.class);
        for (FrameType type : FrameType.values()) {
            if (type.fact().isPresent()) {
                facts.add(type);
            }
        }
        Set<FrameType> stating = EnumSet.copyOf(facts);
        stating.addAll(Set.of(FrameType.STATED, FrameType.HEARTBEAT, FrameType.BYE));
        Set<FrameType> stated = EnumSet.copyOf(stating);
        stated.remove(FrameType.STATED);
        Map<Phase, Set<FrameType>> table = new EnumMap<>(Phase.class);
        table.put(Phase.BEFORE_HELLO, Set.of(FrameType.HELLO));
        table.put(Phase.BEFORE_GO, Set.of(FrameType.HEARTBEAT));
        table.put(Phase.STATING, stating);
        table.put(Phase.STATED, stated);
        table.put(Phase.ENDED, Set.of());
        return table;
    }
}
