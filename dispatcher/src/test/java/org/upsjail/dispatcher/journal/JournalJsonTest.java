// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.upsjail.dispatcher.decide.Announcement;
import org.upsjail.dispatcher.decide.KnownFact;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactText;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.NotifyType;
import org.upsjail.protocol.fact.UpsName;

/** Lines as they are kept. */
class JournalJsonTest {

    private static final UpsName UPS = new UpsName("ups@host");
    private static final Announcement OF_UPS =
            new Announcement(NotifyType.ALARM, Optional.of(UPS), Optional.of(new FactText("Fan failed")));
    private static final Announcement OF_HOST =
            new Announcement(NotifyType.SHUTDOWN, Optional.empty(), Optional.empty());
    private static final Fact FACT = Fact.of(FactType.FSD, UPS);

    static List<JournalRecord> records() {
        return List.of(
                new JournalRecord.Started("boot", "digest", 7, true),
                new JournalRecord.Stopped(),
                new JournalRecord.Reloaded("digest"),
                new JournalRecord.Believed(Fact.of(FactType.OTHER, UPS, Optional.of(new FactText("HE")))),
                new JournalRecord.Known(new KnownFact(FACT, Duration.ofMillis(5), Optional.empty())),
                new JournalRecord.Known(new KnownFact(FACT, Duration.ofMillis(5), Optional.of(Duration.ofMillis(6)))),
                new JournalRecord.Announced(OF_UPS, true, false),
                new JournalRecord.Announced(OF_HOST, false, false),
                new JournalRecord.Held(OF_UPS, true),
                new JournalRecord.CommandStarted(3, true),
                new JournalRecord.CommandEnded(3, Duration.ofMillis(9), OptionalInt.of(0), Optional.empty()),
                new JournalRecord.CommandEnded(
                        3, Duration.ofMillis(9), OptionalInt.of(1), Optional.of("exited with status 1")),
                new JournalRecord.CommandEnded(3, Duration.ZERO, OptionalInt.empty(), Optional.of("dropped")),
                new JournalRecord.CommandsKnown(),
                new JournalRecord.LastTold(OF_UPS, Duration.ofMillis(7)),
                new JournalRecord.StillToRun(3, OF_UPS, true),
                new JournalRecord.StillToRun(3, OF_HOST, false),
                new JournalRecord.WallEnded(
                        3, Duration.ofMillis(9), OptionalInt.of(143), Optional.of("exited with status 143")),
                new JournalRecord.Decided("\"quoted\" \\ \t \u00e4 \u2028 and a newline\n"),
                new JournalRecord.Shutdown(true),
                new JournalRecord.ShutdownCommandStarted(),
                new JournalRecord.ShutdownCommandEnded(OptionalInt.of(2), Optional.of("exited with status 2")),
                new JournalRecord.ShutdownCommandEnded(OptionalInt.empty(), Optional.of("could not be started")),
                new JournalRecord.MonitorReady(12),
                new JournalRecord.MonitorLost(12, "no heartbeat"),
                new JournalRecord.Violated(12, "too many frames"),
                new JournalRecord.Gap(99),
                new JournalRecord.Alive());
    }

    @ParameterizedTest
    @MethodSource("records")
    void whatIsWrittenIsReadAgain(JournalRecord record) {
        JournalLine line =
                new JournalLine(4, Duration.ofMillis(1234), Instant.parse("2026-11-22T10:00:00.123Z"), false, record);

        assertEquals(Optional.of(line), JournalJson.read(JournalJson.write(line)));
        assertEquals(Optional.of(line.carry()), JournalJson.read(JournalJson.write(line.carry())));
    }

    @ParameterizedTest
    @MethodSource("records")
    void recordIsOneLine(JournalRecord record) {
        String text = JournalJson.write(new JournalLine(4, Duration.ZERO, Instant.EPOCH, false, record));

        assertEquals(-1, text.indexOf('\n'));
    }

    @Test
    void everyKindIsAmongTheseTests() {
        Set<Class<?>> tested = records().stream().map(Object::getClass).collect(Collectors.toSet());

        assertEquals(Set.of(JournalRecord.class.getPermittedSubclasses()), tested);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "{}",
                "{\"number\":1,\"mono_ms\":2,\"wall\":\"yesterday\",\"kind\":\"alive\"}",
                "{\"number\":1,\"mono_ms\":2,\"wall\":\"2026-11-22T10:00:00Z\",\"kind\":\"of a later version\"}",
                "{\"number\":1,\"mono_ms\":2,\"wall\":\"2026-11-22T10:00:00Z\",\"kind\":\"fact\"}",
                "{\"number\":1,\"mono_ms\":2,\"wall\":\"2026-11-22T10:00:00Z\",\"kind\":\"fact\",\"ups\":\"a b\",\"type\":\"OL\"}",
                "{\"number\":1,\"mono_ms\":2,\"wall\":\"2026-11-22T10:00:00Z\",\"kind\":\"command-ended\",\"announced\":1,\"took_ms\":1,\"status\":5000000000}",
                "{\"number\":\"one\",\"mono_ms\":2,\"wall\":\"2026-11-22T10:00:00Z\",\"kind\":\"alive\"}",
                "{\"number\":1,\"mono_ms\":2,\"wall\":\"2026-11-22T10:00:00Z\",\"kind\":\"ali"
            })
    void whatIsNoLineOfOursIsNothing(String text) {
        assertEquals(Optional.empty(), JournalJson.read(text));
    }
}
