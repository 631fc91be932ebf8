// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @Test
    void emptyNutConfpathIsNone() {
        assertEquals(Path.of("/etc/nut/upsmon.conf"), parsed().configuration(Map.of("NUT_CONFPATH", "")));
    }

    @Test
    void userIsTheOneNamed() {
        assertEquals(Optional.of("upswatch"), parsed("-u", "upswatch").user());
        assertEquals(Optional.empty(), new UpsjailCommand().user());
    }

    @ParameterizedTest
    @CsvSource({"-F, , 0", "-F, 2, 2", "-D, , 1", "-DDD, , 3", "-D, 5, 1", "-F, x, 0", "-F, 10, 0", "-F, -1, 0"})
    void debugLevelIsOfTheOptionsElseOfTheEnvironment(String option, @Nullable String environment, int level) {
        Map<String, String> variables = environment == null ? Map.of() : Map.of("NUT_DEBUG_LEVEL", environment);

        assertEquals(level, parsed(option).debugLevel(variables));
    }

    @Test
    void debugLevelHasAnEnd() {
        assertEquals(9, parsed("-DDDDDDDDDDDDDDDD").debugLevel(NO_ENVIRONMENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "10", "-1", "1 "})
    void debugLevelThatIsNoneIsSaid(String level) {
        List<String> unheeded = parsed().unheeded(Map.of("NUT_DEBUG_LEVEL", level));

        assertEquals(List.of("NUT_DEBUG_LEVEL is '" + level + "' and not heeded; give a number from 0 to 9"), unheeded);
    }

    @Test
    void singleProcessIsWarnedOf() {
        assertEquals(1, parsed("-p").unheeded(Map.of("NUT_DEBUG_LEVEL", "3")).size());
        assertEquals(List.of(), new UpsjailCommand().unheeded(NO_ENVIRONMENT));
    }

    @Test
    void bannerIsHiddenOnRequestOnly() {
        assertTrue(parsed().banner(NO_ENVIRONMENT));
        assertTrue(parsed().banner(Map.of("NUT_QUIET_INIT_BANNER", "false")));
        assertFalse(parsed().banner(Map.of("NUT_QUIET_INIT_BANNER", "true")));
    }
}
