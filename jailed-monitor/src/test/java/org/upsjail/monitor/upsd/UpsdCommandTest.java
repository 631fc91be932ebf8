// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.upsjail.monitor.upsd.UpsdCommand.Kind;
import org.upsjail.protocol.config.Secret;

class UpsdCommandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "word | word",
                "two words | \"two words\"",
                "a#\"\\ | \"a\\#\\\"\\\\\"",
                "'' | \"\"",
                "a=b | \"a=b\""
            })
    void userNameAndPasswordAreOneWordOnTheWire(String text, String sent) {
        assertEquals("USERNAME " + sent + "\n", UpsdCommand.userName(text).line());
        assertEquals(
                "PASSWORD " + sent + "\n",
                UpsdCommand.password(new Secret(text.toCharArray())).line());
    }

    @Test
    void passwordIsNotShown() {
        assertEquals(
                "PASSWORD",
                UpsdCommand.password(new Secret("s3cret".toCharArray())).toString());
    }

    @Test
    void userNameIsNotShown() {
        assertEquals("USERNAME", UpsdCommand.userName("admin").toString());
    }

    @Test
    void secretIsStillWholeAfterwards() {
        Secret secret = new Secret("s3cret".toCharArray());
        UpsdCommand.password(secret);

        assertArrayEquals("s3cret".toCharArray(), secret.copyOfValue());
    }

    @Test
    void commandsAboutAUps() {
        assertEquals("LOGIN ups\n", UpsdCommand.about(Kind.LOGIN, "ups").line());
        assertEquals("PRIMARY ups\n", UpsdCommand.about(Kind.PRIMARY, "ups").line());
        assertEquals("MASTER ups\n", UpsdCommand.about(Kind.MASTER, "ups").line());
        assertEquals("FSD ups\n", UpsdCommand.about(Kind.FSD, "ups").line());
    }

    @Test
    void questionsAndFarewell() {
        assertEquals(
                "GET VAR ups ups.status\n",
                UpsdCommand.getVariable("ups", UpsVariable.STATUS).line());
        assertEquals("GET NUMLOGINS ups\n", UpsdCommand.getLogins("ups").line());
        assertEquals("LOGOUT\n", UpsdCommand.logout().line());
    }
}
