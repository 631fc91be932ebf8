// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PROTOCOL.md section 1. */
class OrderTest {

    @ParameterizedTest
    @CsvSource({"GO, G", "FSD, F", "WOKE, W", "STOP, S", "PING, P"})
    void orderIsTheByteOfTheProtocol(Order order, char code) {
        assertEquals(code, order.code());
        assertEquals(Optional.of(order), Order.ofCode(code));
    }

    @Test
    void everyOtherByteIsNone() {
        for (int b = 0; b < 256; b++) {
            if ("GFWSP".indexOf(b) < 0) {
                assertEquals(Optional.empty(), Order.ofCode(b), "byte " + b);
            }
        }
    }
}
