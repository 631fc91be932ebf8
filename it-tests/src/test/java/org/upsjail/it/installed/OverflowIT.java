// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.upsjail.it.installed.Answer.ask;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.process.TemporaryDirectory;
import org.upsjail.it.upsd.SimulatedUpsd;

/** More commands than may wait: what is dropped is counted and written down, and is never what is critical. */
class OverflowIT {

    private static final Duration SOON = Deadline.OF_A_HANG;

    /** Each of these and its end is an announcement. */
    private static final String BUSY = "OL TRIM BOOST OVER BYPASS CAL ECO";

    private static final Pattern DROPPED = Pattern.compile("(\\d+) dropped");

    /** From poll to poll another status: half a dozen announcements each time. */
    private static void restless(SimulatedUpsd upsd) {
        AtomicInteger polls = new AtomicInteger();
        upsd.watch(event -> {
            if (event.isPoll() && event.words().get(2).equals("ups")) {
                boolean busy = polls.incrementAndGet() % 2 == 0;
                // Not from its own thread, which would wait for itself.
                Thread change = new Thread(() -> upsd.setStatus("ups", busy ? BUSY : "OL"), "restless");
                change.setDaemon(true);
                change.start();
            }
        });
    }

    @Test
    void whatIsDroppedIsCountedAndWrittenDownAndLowBatteryIsTold() throws IOException, InterruptedException {
        try (TemporaryDirectory hangs = TemporaryDirectory.create("upsjail-hangs-");
                SimulatedUpsd upsd = SimulatedUpsd.serving("ups", "spare");
                Setup setup = Setup.quick()) {
            setup.upsmon("POLLFREQ 0.05", "POLLFREQALERT 0.05");
            setup.upsjail("NOTIFYRATE 10000", "NOTIFYRATEALL 10000");
            setup.primaryOf(upsd.system("ups")).primaryOf(upsd.system("spare"));
            setup.upsmon("NOTIFYCMD "
                    + setup.handlers()
                            .notifyCommandThen("hanging", "while [ -e " + hangs.path() + " ]; do sleep 0.5; done"));
            try (RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
                upsjail.awaitWatching();
                restless(upsd);
                upsjail.program().awaitLine("too many commands are waiting: .* is dropped", SOON);
                upsd.watch(event -> {});
                upsd.setStatus("ups", "OB LB");
                setup.handlers().await(call -> call.is("LOWBATT", upsd.system("ups")), SOON);
                upsjail.program().awaitLine("commands were dropped, none any more", SOON);
                Answer status = ask(setup, "upsjail", "-c", "status");
                Answer journal = ask(setup, "upsjail", "journal", "--since", "1h");

                Matcher counted = DROPPED.matcher(status.text());
                assertTrue(counted.find(), status::text);
                long written = journal.text()
                        .lines()
                        .filter(line -> line.contains("failure=dropped: too many commands were waiting"))
                        .count();
                assertEquals(Long.parseLong(counted.group(1)), written);
                assertTrue(written > 0);
            }
        }
    }
}
