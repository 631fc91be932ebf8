// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md and the code say the same. */
class ProtocolDocumentTest {

    @Test
    void typeTableIsTheEnum() {
        List<ProtocolDocument.Type> coded = Arrays.stream(FrameType.values())
                .map(type -> new ProtocolDocument.Type(
                        type.code(), type.name(), type.payload().name()))
                .toList();

        assertEquals(coded, ProtocolDocument.types());
    }

    @Test
    void orderTableIsTheEnum() {
        List<ProtocolDocument.OrderByte> coded = Arrays.stream(Order.values())
                .map(order -> new ProtocolDocument.OrderByte(order.name(), order.code()))
                .toList();

        assertEquals(coded, ProtocolDocument.orders());
    }

    @Test
    void violationTableIsTheEnum() {
        List<String> coded =
                Arrays.stream(Violation.values()).map(Violation::name).toList();

        assertEquals(
                coded,
                ProtocolDocument.violations().stream()
                        .map(ProtocolDocument.Finding::violation)
                        .toList());
    }

    @Test
    void violationsAreFoundByDecoderReaderOrGate() {
        List<String> finders = ProtocolDocument.violations().stream()
                .map(ProtocolDocument.Finding::foundBy)
                .distinct()
                .toList();

        assertEquals(List.of("decoder", "reader", "gate"), finders);
    }

    @Test
    void codesKeptFreeForRulesAreFree() {
        assertTrue(Arrays.stream(FrameType.values()).allMatch(type -> type.code() < 0x80 || type.code() > 0xBF));
    }
}
