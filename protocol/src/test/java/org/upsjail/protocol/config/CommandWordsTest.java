// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.upsjail.protocol.config.ReadConf.assertError;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandWordsTest {

    @Test
    void wordsOfNotifycmdAreTakenAsTheyAre() {
        assertEquals(List.of("/bin/notify", "a b", "$x;'y'", ""), notifyCommand("/bin/notify \"a b\" \"$x;'y'\" \"\""));
    }

    @Test
    void oneWordWithoutBlanksIsAProgram() {
        assertEquals(List.of("/bin/a$b"), notifyCommand("/bin/a$b"));
    }

    @Test
    void backslashAtTheEndOfTheCommandStandsForItself() {
        assertEquals(List.of("/bin/notify", "a\\"), notifyCommand("\"/bin/notify a\\\\\""));
    }

    @Test
    void oneWordWithBlanksIsSplit() {
        assertEquals(List.of("/bin/notify", "-v", "--to", "me"), notifyCommand("\" /bin/notify  -v --to me \""));
    }

    @Test
    void splittingKeepsQuotedBlanks() {
        assertEquals(
                List.of("/bin/notify", "two words", "", "x y"),
                notifyCommand("\"/bin/notify \\\"two words\\\" \\\"\\\" x\\\\ y\""));
    }

    @Test
    void splittingLeavesEqualsSignsInTheirWords() {
        assertEquals(
                List.of("/bin/env", "A=b", "notify", "--to=the admin"),
                notifyCommand("\"/bin/env A=b notify --to=\\\"the admin\\\"\""));
    }

    @Test
    void splittingLeavesABackslashInQuotesThatEscapesNothing() {
        assertEquals(List.of("/bin/n", "a\\b\"c"), notifyCommand("\"/bin/n \\\"a\\\\b\\\\\\\"c\\\"\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"/bin/notify | mail root\"",
                "\"/bin/notify > /tmp/x\"",
                "\"/bin/notify $HOME\"",
                "\"/bin/notify `date`\"",
                "\"/bin/notify & true\"",
                "\"/bin/notify; true\"",
                "\"/bin/notify *.txt\"",
                "\"/bin/notify 'a b'\"",
                "\"/bin/notify \\# x\"",
                "\"LANG=C /bin/notify x\"",
                "\" LANG=C /bin/notify x\""
            })
    void lineThatNeedsAShellIsRefused(String word) {
        assertError(
                "NOTIFYCMD: the command needs a shell, and notify commands are run without one; put it into a script",
                "NOTIFYCMD " + word);
    }

    @Test
    void unclosedQuoteInsideTheCommandIsRefused() {
        assertError("a quote inside the command is not closed", "NOTIFYCMD \"/bin/notify \\\"x\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \"", "\"\" x", "\"\\\"\\\" x\""})
    void commandWithoutAProgramIsRefused(String words) {
        assertError("NOTIFYCMD: it names no program", "NOTIFYCMD " + words);
    }

    @Test
    void theLastNotifycmdCounts() {
        assertEquals(
                List.of("/b"),
                ReadConf.faultless("NOTIFYCMD /a", "NOTIFYCMD /b")
                        .notifications()
                        .command());
    }

    @Test
    void oneWordOfShutdowncmdIsALineForTheShell() {
        assertEquals(
                Optional.of("logger \"down\"; /sbin/poweroff"),
                shutdownCommand("\"logger \\\"down\\\"; /sbin/poweroff\""));
    }

    @Test
    void furtherWordsOfShutdowncmdAreQuotedForTheShell() {
        assertEquals(
                Optional.of("/sbin/shutdown '-h' '+0' 'it'\\''s; \"over\"' ''"),
                shutdownCommand("/sbin/shutdown -h +0 \"it's; \\\"over\\\"\" \"\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"  \""})
    void blankShutdowncmdIsNone(String word) {
        assertEquals(Optional.empty(), shutdownCommand(word));
    }

    private static List<String> notifyCommand(String words) {
        return ReadConf.faultless("NOTIFYCMD " + words).notifications().command();
    }

    private static Optional<String> shutdownCommand(String words) {
        return ReadConf.faultless("SHUTDOWNCMD " + words).shutdown().command();
    }
}
