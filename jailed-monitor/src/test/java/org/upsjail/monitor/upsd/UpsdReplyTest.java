// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpsdReplyTest {

    @ParameterizedTest
    @ValueSource(strings = {"OK", "OK FSD-SET", "OK Goodbye"})
    void okIsOk(String line) throws UpsdProtocolException {
        assertTrue(UpsdReply.parse(line).isOk());
        assertFalse(UpsdReply.parse(line).isError());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ok", "OKAY", "VAR ups OK"})
    void otherWordsAreNotOk(String line) throws UpsdProtocolException {
        assertFalse(UpsdReply.parse(line).isOk());
    }

    @ParameterizedTest
    @CsvSource({
        "ERR DATA-STALE, DATA-STALE",
        "ERR ACCESS-DENIED more words, ACCESS-DENIED",
        "ERR ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEF, ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEF"
    })
    void errorHasItsCode(String line, String code) throws UpsdProtocolException {
        assertTrue(UpsdReply.parse(line).isError());
        assertEquals(code, UpsdReply.parse(line).errorCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ERR lower",
                "ERR \"\"",
                "ERR \"TWO WORDS\"",
                "ERR A1",
                "ERR -A",
                "ERR ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFG"
            })
    void malformedCodeIsNotShown(String line) throws UpsdProtocolException {
        assertTrue(UpsdReply.parse(line).isError());
        assertEquals("no code", UpsdReply.parse(line).errorCode());
    }

    @Test
    void errorWithoutACodeIsNone() throws UpsdProtocolException {
        assertFalse(UpsdReply.parse("ERR").isError());
        assertEquals("no code", UpsdReply.parse("ERR").errorCode());
    }

    @Test
    void emptyLineIsNoReply() {
        assertThrows(UpsdProtocolException.class, () -> UpsdReply.parse(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"VAR ups ups.status \"OB LB\"", "var UPS Ups.Status \"OB LB\""})
    void variableHasItsValue(String line) throws UpsdProtocolException {
        assertEquals(Optional.of("OB LB"), UpsdReply.parse(line).variable("ups", "ups.status"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VAR ups ups.alarm x",
                "VAR other ups.status x",
                "VAR ups ups.status",
                "VAR ups ups.status x y",
                "TYPE ups ups.status x",
                "OK",
                "ERR x"
            })
    void anotherAnswerIsNotTheVariable(String line) throws UpsdProtocolException {
        assertEquals(Optional.empty(), UpsdReply.parse(line).variable("ups", "ups.status"));
    }

    @ParameterizedTest
    @CsvSource({"NUMLOGINS ups 0, 0", "NUMLOGINS UPS 1, 1", "NUMLOGINS ups 999999, 999999"})
    void loginsAreCounted(String line, int count) throws UpsdProtocolException {
        assertEquals(OptionalInt.of(count), UpsdReply.parse(line).logins("ups"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NUMLOGINS other 1",
                "NUMLOGINS ups",
                "NUMLOGINS ups -1",
                "NUMLOGINS ups 1 1",
                "NUMLOGINS ups 1000000",
                "NUMLOGINS ups \"\"",
                "NUMLOGINS ups one",
                "VAR ups 1",
                "OK"
            })
    void anotherAnswerIsNotTheCount(String line) throws UpsdProtocolException {
        assertEquals(OptionalInt.empty(), UpsdReply.parse(line).logins("ups"));
    }
}
