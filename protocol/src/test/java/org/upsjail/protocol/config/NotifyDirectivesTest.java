// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.upsjail.protocol.config.ReadConf.assertError;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.upsjail.protocol.fact.NotifyType;

class NotifyDirectivesTest {

    @ParameterizedTest
    @EnumSource
    void everyTypeMayHaveAMessageAndFlags(NotifyType type) {
        UpsmonConf.Notifications read = ReadConf.faultless(
                        "NOTIFYMSG " + type + " \"to be said\"", "NOTIFYFLAG " + type + " EXEC")
                .notifications();

        assertEquals("to be said", read.messages().get(type));
        assertEquals(Set.of(NotifyFlag.EXEC), read.flags().get(type));
    }

    @Test
    void messageOfAnUnknownTypeIsRefused() {
        assertError("'ONLIN' is not a valid notify event name; use one of ONLINE ONBATT", "NOTIFYMSG ONLIN x");
    }

    @Test
    void flagOfAnUnknownTypeIsRefused() {
        assertError("'ONLIN' is not a valid notify event name", "NOTIFYFLAG ONLIN EXEC");
    }

    @Test
    void messageMayBeEmpty() {
        UpsmonConf.Notifications read =
                ReadConf.faultless("NOTIFYMSG ONLINE \"\"").notifications();

        assertEquals("", read.messages().get(NotifyType.ONLINE));
    }

    @Test
    void allFlagsMayBeJoined() {
        UpsmonConf.Notifications read =
                ReadConf.faultless("NOTIFYFLAG ONLINE SYSLOG+WALL+EXEC+IGNORE").notifications();

        assertEquals(Set.of(NotifyFlag.values()), read.flags().get(NotifyType.ONLINE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec", "EXEC+", "+EXEC", "\"\"", "EXEC+MAIL", "\"EXEC WALL\""})
    void unknownFlagIsRefused(String flags) {
        assertError("is not a notify flag; join SYSLOG, WALL, EXEC or IGNORE with +", "NOTIFYFLAG ONLINE " + flags);
    }

    @Test
    void theLastLineOfATypeCounts() {
        UpsmonConf.Notifications read = ReadConf.faultless(
                        "NOTIFYMSG ONLINE one",
                        "NOTIFYFLAG ONLINE WALL",
                        "NOTIFYMSG online two",
                        "NOTIFYFLAG online EXEC")
                .notifications();

        assertEquals("two", read.messages().get(NotifyType.ONLINE));
        assertEquals(Set.of(NotifyFlag.EXEC), read.flags().get(NotifyType.ONLINE));
    }
}
