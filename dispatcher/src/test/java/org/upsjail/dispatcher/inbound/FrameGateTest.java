// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.upsjail.dispatcher.Configurations;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.UpsName;
import org.upsjail.protocol.wire.Frame;
import org.upsjail.protocol.wire.FrameType;
import org.upsjail.protocol.wire.Violation;

/** What may come when (PROTOCOL.md sections 4 and 6). */
class FrameGateTest {

    /** Section 4 as a table; every fact type has the row "fact". */
    private static final String ORDER = """
            type      | start          | HELLO       | HELLO GO    | HELLO GO STATED | HELLO GO STATED BYE | HELLO GO BYE
            HELLO     | -              | HELLO_TWICE | HELLO_TWICE | HELLO_TWICE     | AFTER_BYE           | AFTER_BYE
            STATED    | HELLO_EXPECTED | BEFORE_GO   | -           | STATED_TWICE    | AFTER_BYE           | AFTER_BYE
            HEARTBEAT | HELLO_EXPECTED | -           | -           | -               | AFTER_BYE           | AFTER_BYE
            BYE       | HELLO_EXPECTED | BEFORE_GO   | -           | -               | AFTER_BYE           | AFTER_BYE
            fact      | HELLO_EXPECTED | BEFORE_GO   | -           | -               | AFTER_BYE           | AFTER_BYE
            """;

    private static final Duration NOW = Duration.ofSeconds(1);

    private final FrameGate gate = new FrameGate(Set.of(Configurations.UPS), Frames.DIGEST, Frames.POLL, NOW);

    /** A frame type that comes after {@code history}. */
    record Cell(FrameType type, String history, Optional<Violation> expected) {}

    static Stream<Cell> cells() {
        List<String[]> rows = ORDER.lines().map(FrameGateTest::columns).toList();
        List<Cell> cells = new ArrayList<>();
        for (FrameType type : FrameType.values()) {
            String name = type.fact().isPresent() ? "fact" : type.name();
            String[] row = rows.stream()
                    .filter(columns -> columns[0].equals(name))
                    .findFirst()
                    .orElseThrow();
            for (int i = 1; i < row.length; i++) {
                Optional<Violation> expected =
                        row[i].equals("-") ? Optional.empty() : Optional.of(Violation.valueOf(row[i]));
                cells.add(new Cell(type, rows.get(0)[i], expected));
            }
        }
        return cells.stream();
    }

    private static String[] columns(String line) {
        return Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void eachTypeIsPermittedWhereTheTableSaysSo(Cell cell) {
        after(cell.history());

        assertEquals(cell.expected(), gate.check(Frames.of(cell.type()), NOW));
    }

    @Test
    void everyViolationOfTheDocumentHasATest() throws IOException {
        Set<Violation> tested =
                cells().flatMap(cell -> cell.expected().stream()).collect(Collectors.toSet());
        tested.addAll(EnumSet.of(
                Violation.HELLO_LATE, Violation.CONFIG_MISMATCH, Violation.UPS_UNKNOWN, Violation.QUOTA_EXCEEDED));

        assertEquals(violationsOfTheGate(), tested);
    }

    private static Set<Violation> violationsOfTheGate() throws IOException {
        Pattern row = Pattern.compile("\\| ([A-Z_]+) \\| gate \\| .*");
        return Files.readAllLines(Path.of("../protocol/PROTOCOL.md")).stream()
                .map(row::matcher)
                .filter(Matcher::matches)
                .map(found -> Violation.valueOf(found.group(1)))
                .collect(Collectors.toSet());
    }

    @Test
    void helloOfAnotherConfigurationIsAViolation() {
        Frame other = new Frame.Hello("f".repeat(64));

        assertEquals(Optional.of(Violation.CONFIG_MISMATCH), gate.check(other, NOW));
    }

    @ParameterizedTest
    @EnumSource(FactType.class)
    void factOfAnUnknownUpsIsAViolation(FactType type) {
        after("HELLO GO");
        Frame stranger = new Frame.Statement(Fact.of(type, new UpsName("other@host")));

        assertEquals(Optional.of(Violation.UPS_UNKNOWN), gate.check(stranger, NOW));
    }

    @Test
    void nameThatDiffersInCaseIsUnknown() {
        after("HELLO GO");
        Frame shouted = new Frame.Statement(Fact.of(FactType.ONLINE, new UpsName("UPS@host")));

        assertEquals(Optional.of(Violation.UPS_UNKNOWN), gate.check(shouted, NOW));
    }

    @Test
    void goBeforeHelloOpensNothing() {
        gate.go();
        after("HELLO");

        assertEquals(Optional.of(Violation.BEFORE_GO), gate.check(Frames.stating(FactType.ONLINE), NOW));
    }

    @Test
    void secondGoPermitsNoSecondStated() {
        after("HELLO GO STATED GO");

        assertEquals(Optional.of(Violation.STATED_TWICE), gate.check(Frames.STATED, NOW));
    }

    @Test
    void moreFramesThanTheQuotaAreAViolation() {
        after("HELLO GO");
        Optional<Violation> found = Optional.empty();
        for (int i = 0; i < 1000 && found.isEmpty(); i++) {
            found = gate.check(Frames.stating(i % 2 == 0 ? FactType.ONBATT : FactType.ONLINE), NOW);
        }

        assertEquals(Optional.of(Violation.QUOTA_EXCEEDED), found);
    }

    private void after(String history) {
        for (String step : history.split(" ", -1)) {
            switch (step) {
                case "start" -> {}
                case "GO" -> gate.go();
                default -> assertEquals(Optional.empty(), gate.check(Frames.of(FrameType.valueOf(step)), NOW), step);
            }
        }
    }
}
