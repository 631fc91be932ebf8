// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.upsjail.dispatcher.command.CommandPlan;
import org.upsjail.dispatcher.command.CommandPlan.RunAs;
import org.upsjail.dispatcher.command.FakeCommands;
import org.upsjail.dispatcher.decide.Importance;
import org.upsjail.dispatcher.sink.CapturedLog;

/** What is said of commands to one who looks for a fault. */
class LoggedCommandsTest {

    private static final CommandPlan PLAN = new CommandPlan(
            "NOTIFYCMD for ONBATT ups@host",
            "notify ups@host",
            Importance.ORDINARY,
            List.of("/bin/notify", "UPS ups@host on battery"),
            Map.of("USER", "nut"),
            Optional.empty(),
            RunAs.HANDLER,
            Optional.empty(),
            true);

    private final FakeCommands programs = new FakeCommands();
    private final CapturedLog log = new CapturedLog();
    private final LoggedCommands commands = new LoggedCommands(programs, log.log());
    private final List<Integer> statuses = new ArrayList<>();

    private void runAndExitWith(int status) throws IOException {
        commands.start(PLAN).whenExited(statuses::add);
        programs.started().get(0).exit(status);
    }

    @Test
    void commandIsSaidWithItsAccountItsWordsAndItsEnd() throws IOException {
        log.log().debugLevel(1);
        runAndExitWith(3);

        assertEquals("""
                [D1] running NOTIFYCMD for ONBATT ups@host as nut: [/bin/notify, UPS ups@host on battery]
                [D1] NOTIFYCMD for ONBATT ups@host exited with status 3
                """, log.text());
    }

    @Test
    void nothingIsSaidUnlessAskedFor() throws IOException {
        runAndExitWith(0);

        assertEquals("", log.text());
    }

    @Test
    void exitStatusGoesOn() throws IOException {
        runAndExitWith(3);

        assertEquals(List.of(3), statuses);
    }

    @Test
    void whatIsExpectedGoesOn() {
        commands.expect(PLAN);

        assertEquals(List.of(PLAN), programs.expected());
    }

    @Test
    void commandThatCannotBeStartedIsAnErrorAsBefore() {
        programs.hasNo(PLAN.label());

        assertThrows(IOException.class, () -> commands.start(PLAN));
    }
}
