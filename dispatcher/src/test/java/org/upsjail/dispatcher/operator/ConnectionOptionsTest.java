// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the command line and the environment say of connections, to words of the monitor's. */
class ConnectionOptionsTest {

    private static final String VARIABLE = "NUT_DEFAULT_CONNECT_TIMEOUT";

    private static ConnectionOptions given(Map<String, String> environment, String... arguments) {
        UpsjailCommand command = new UpsjailCommand();
        new CommandLine(command).parseArgs(arguments);
        return command.connection(environment);
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "-4, -4",
        "-6, -6",
        "-4 -F -4, -4",
        "-W 3, -W 3",
        "-W0.5 -6, -6 -W 0.5",
        "-W 0, -W 0",
        "-W 3600, -W 3600"
    })
    void commandLineIsPassedOn(String typed, String passedOn) {
        String[] arguments = typed.isEmpty() ? new String[0] : typed.split(" ", -1);

        assertEquals(passedOn, String.join(" ", given(Map.of(), arguments).arguments()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-4 -6", "-6 -4", "-46", "-W x", "-W -1", "-W 3600.001", "-W 1e1", "-W 0.0001", "-W"})
    void whatCannotBeIsAUsageError(String typed) {
        assertThrows(CommandLine.ParameterException.class, () -> given(Map.of(), typed.split(" ", -1)));
    }

    @Test
    void environmentCountsWhereTheCommandLineSaysNothing() {
        assertEquals(List.of("-W", "2.5"), given(Map.of(VARIABLE, "2.5")).arguments());
        assertEquals(
                List.of("-W", "7"), given(Map.of(VARIABLE, "2.5"), "-W", "7").arguments());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ten", "-1", "99999"})
    void environmentThatIsWrongIsWarnedOfAndNotHeeded(String value) {
        ConnectionOptions options = given(Map.of(VARIABLE, value));

        assertEquals(List.of(), options.arguments());
        assertTrue(options.warning().orElse("").startsWith(VARIABLE + " is \"" + value + "\" and not heeded"));
    }

    @Test
    void environmentThatIsRightIsNotSpokenOf() {
        assertEquals(Optional.empty(), given(Map.of(VARIABLE, "10")).warning());
    }
}
