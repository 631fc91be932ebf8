// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandProgramTest {

    @ParameterizedTest
    @ValueSource(strings = {"/bin/sh", "sh", "env"})
    void programThatIsThereIsNotMissed(String word) {
        assertEquals(Optional.empty(), CommandProgram.missing(word));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sbin/shutdwon", "no-such-program-of-ours", "~/bin/n.sh", "/etc/passwd", "/bin", ""})
    void wordThatIsNoProgramIsMissed(String word) {
        assertEquals(Optional.of(word), CommandProgram.missing(word));
    }

    @ParameterizedTest
    @CsvSource({
        "/sbin/shutdwon -h +0, /sbin/shutdwon",
        "' shutdwon -h', shutdwon",
        "SHUTDOWN_CMD, SHUTDOWN_CMD",
    })
    void programOfAShellLineThatIsNotThereIsMissed(String line, String missed) {
        assertEquals(Optional.of(missed), CommandProgram.missingInShellLine(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/bin/sh -c true",
                "cd / && ./down",
                "exec /sbin/nothing",
                "X=1 nothing",
                "$HOME/down",
                "'/opt/a b/down'",
                "(nothing)",
                "~/down",
                "[ -e /x ] && nothing",
                ""
            })
    void ofAShellLineThatMayBeRightNothingIsSaid(String line) {
        assertEquals(Optional.empty(), CommandProgram.missingInShellLine(line));
    }
}
