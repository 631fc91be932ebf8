// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command line as it is typed. */
class UpsjailCommandTest {

    private static final Map<String, String> NO_ENVIRONMENT = Map.of();

    private final UpsjailCommand command = new UpsjailCommand();
    private final CommandLine line = new CommandLine(command);

    private UpsjailCommand parsed(String... arguments) {
        line.parseArgs(arguments);
        return command;
    }

    @Test
    void configurationIsNutsUnlessNamed() {
        assertEquals(Path.of("/etc/nut/upsmon.conf"), parsed().configuration(NO_ENVIRONMENT));
    }

    @Test
    void nutConfpathNamesItsDirectory() {
        assertEquals(
                Path.of("/usr/local/ups/etc/upsmon.conf"),
                parsed().configuration(Map.of("NUT_CONFPATH", "/usr/local/ups/etc")));
    }

    @Test
    void optionNamesTheFileWhateverTheEnvironmentSays() {
        assertEquals(
                Path.of("/srv/my.conf"),
                parsed("-f", "/srv/my.conf").configuration(Map.of("NUT_CONFPATH", "/usr/local/ups/etc")));
    }

    @Test
    void fileMayStandRightBehindItsOption() {
        assertEquals(Path.of("/srv/my.conf"), parsed("-f/srv/my.conf").configuration(NO_ENVIRONMENT));
    }

    @Test
    void relativeFileIsMadeAbsolute() {
        Path file = parsed("-f", "my.conf").configuration(NO_ENVIRONMENT);

        assertTrue(file.isAbsolute());
        assertTrue(file.endsWith("my.conf"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-F", "-FF", "-BB", "-D", "-DD", "-DDDDDD", "-DF", "-FDF"})
    void foregroundAndDebugAreTakenHoweverOften(String option) {
        assertEquals(Path.of("/etc/nut/upsmon.conf"), parsed(option).configuration(NO_ENVIRONMENT));
    }

    @Test
    void optionsMayRepeatApart() {
        assertEquals(
                Path.of("/srv/my.conf"),
                parsed("-F", "-D", "-F", "-f", "/srv/my.conf", "-D").configuration(NO_ENVIRONMENT));
    }

    @Test
    void versionIsAskedForByItsOption() {
        assertFalse(new UpsjailCommand().version());
        assertTrue(parsed("-V").version());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "-Dh"})
    void helpIsAskedForByItsOption(String option) {
        parsed(option);

        assertTrue(line.isUsageHelpRequested());
    }

    @Test
    void helpNamesEveryOption() {
        String help = line.getUsageMessage(CommandLine.Help.Ansi.OFF);

        line.getCommandSpec()
                .options()
                .forEach(option -> assertTrue(help.contains(option.shortestName()), option.shortestName()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-x", "--unknown", "-f"})
    void whatIsNotThereIsRefused(String argument) {
        assertThrows(CommandLine.ParameterException.class, () -> parsed(argument));
    }
}
