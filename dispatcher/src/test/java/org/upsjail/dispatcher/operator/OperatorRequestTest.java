// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorRequestTest {

    @Test
    void whatIsSentIsWhatIsRead() {
        OperatorRequest request = new OperatorRequest(OperatorVerb.TEST, List.of("ONBATT", "ups@host:3493"));

        assertEquals(Optional.of(request), OperatorRequest.parse(request.line()));
    }

    @Test
    void aVerbAloneIsARequest() {
        assertEquals(Optional.of(new OperatorRequest(OperatorVerb.STATUS, List.of())), OperatorRequest.parse("status"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "fs",
                "fsd ",
                "FSD",
                "status  --json",
                "test a b c d e",
                "test \u0007",
                "test \u00e9",
                "stop\r"
            })
    void otherLinesAreNone(String line) {
        assertEquals(Optional.empty(), OperatorRequest.parse(line));
    }

    @Test
    void aWordWithABlankCannotBeSent() {
        assertThrows(IllegalArgumentException.class, () -> new OperatorRequest(OperatorVerb.TEST, List.of("a b")));
    }
}
