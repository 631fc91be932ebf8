// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.upsjail.protocol.config.Configuration;

@Timeout(60)
class AnnouncementRehearsalTest {

    private static final int ROUNDS = 6;

    @Test
    void everyChangeGoesAllTheWayToItsCommand() {
        Configuration configuration = Configurations.whole(
                "NOTIFYCMD /bin/notify", "NOTIFYFLAG ONBATT SYSLOG+EXEC", "NOTIFYFLAG ONLINE SYSLOG+WALL+EXEC");

        int notifyCommands = ROUNDS;
        int walls = ROUNDS / 2;
        assertEquals(
                notifyCommands + walls, AnnouncementRehearsal.play(Configurations.policies(configuration), ROUNDS));
    }

    @Test
    void whatIsOnlyLoggedNeedsNoCommand() {
        Configuration configuration = Configurations.whole("NOTIFYFLAG ONBATT SYSLOG", "NOTIFYFLAG ONLINE SYSLOG");

        assertEquals(0, AnnouncementRehearsal.play(Configurations.policies(configuration), ROUNDS));
    }
}
