// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.upsjail.monitor.upsd.UpsdCommand.Kind;
import org.upsjail.protocol.config.Secret;

class UpsdCommandTest {

    private static String lineOf(UpsdCommand command) {
        ByteBuf line = Unpooled.buffer();
        command.writeTo(line);
        return line.toString(StandardCharsets.US_ASCII);
    }

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
        assertEquals("USERNAME " + sent + "\n", lineOf(UpsdCommand.userName(text)));
        assertEquals("PASSWORD " + sent + "\n", lineOf(UpsdCommand.password(new Secret(text.toCharArray()))));
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
        lineOf(UpsdCommand.password(secret));

        assertArrayEquals("s3cret".toCharArray(), secret.copyOfValue());
    }

    @Test
    void commandsAboutAUps() {
        assertEquals("LOGIN ups\n", lineOf(UpsdCommand.about(Kind.LOGIN, "ups")));
        assertEquals("PRIMARY ups\n", lineOf(UpsdCommand.about(Kind.PRIMARY, "ups")));
        assertEquals("MASTER ups\n", lineOf(UpsdCommand.about(Kind.MASTER, "ups")));
        assertEquals("FSD ups\n", lineOf(UpsdCommand.about(Kind.FSD, "ups")));
    }

    @Test
    void questionsAndFarewell() {
        assertEquals("GET VAR ups ups.status\n", lineOf(UpsdCommand.getVariable("ups", UpsVariable.STATUS)));
        assertEquals("GET NUMLOGINS ups\n", lineOf(UpsdCommand.getLogins("ups")));
        assertEquals("LOGOUT\n", lineOf(UpsdCommand.logout()));
    }
}
