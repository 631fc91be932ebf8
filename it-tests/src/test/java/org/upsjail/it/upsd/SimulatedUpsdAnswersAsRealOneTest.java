// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.upsjail.it.nut.RealNut;

/** The same dialogue with NUT's upsd and with ours gives the same bytes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulatedUpsdAnswersAsRealOneTest {

    private static final String[] UPSES = {"dummy", "other", "marker", "doomed1", "doomed2", "doomed3", "gone", "stale"
    };

    /** Short, for the stale one, but longer than the others' drivers ever keep silent. */
    private static final Duration MAXAGE = Duration.ofSeconds(5);

    private @Nullable RealNut real;
    private @Nullable SimulatedUpsd simulated;
    private String realVersion = "";

    @BeforeAll
    void startBoth() throws IOException, InterruptedException {
        assertTrue(RealNut.installed(), "NUT is not installed; deploy/requirements installs it");
        RealNut nut = RealNut.start(MAXAGE, UPSES);
        real = nut;
        SimulatedUpsd upsd = SimulatedUpsd.serving(UPSES);
        simulated = upsd;
        nut.freezeDriver("stale");
        nut.killDriver("gone");
        nut.awaitUnserved("gone");
        nut.awaitUnserved("stale");
        upsd.driverGone("gone");
        upsd.stale("stale");
        try (UpsdClient client = UpsdClient.connect(nut.port())) {
            realVersion = client.ask("VER");
            for (String ups : UPSES) {
                if (!ups.equals("gone") && !ups.equals("stale")) {
                    copyVariables(client, upsd, ups);
                }
            }
        }
    }

    @AfterAll
    void endBoth() throws IOException {
        try (RealNut nut = real;
                SimulatedUpsd upsd = simulated) {
            assertFalse(nut == null && upsd != null);
        }
    }

    static Stream<Dialogue> dialogues() {
        return Dialogues.all();
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void sameReplies(Dialogue dialogue) throws IOException {
        List<String> fromReal = dialogue.transcript(port(real));
        List<String> fromSimulated = dialogue.transcript(port(simulated));
        assertEquals(
                String.join("\n", fromReal),
                String.join("\n", fromSimulated).replace(UpsdDialogue.VERSION, realVersion));
    }

    private static int port(@Nullable Object server) {
        if (server instanceof RealNut nut) {
            return nut.port();
        }
        if (server instanceof SimulatedUpsd upsd) {
            return upsd.port();
        }
        throw new IllegalStateException("not started");
    }

    /** The driver's own variables, so that LIST VAR can be compared: its form and its order. */
    private static void copyVariables(UpsdClient client, SimulatedUpsd upsd, String ups) throws IOException {
        Pattern variable = Pattern.compile("VAR \\S+ (\\S+) \"(.*)\"");
        String line = client.ask("LIST VAR " + ups);
        while (!line.startsWith("END LIST VAR")) {
            Matcher matcher = variable.matcher(line);
            if (matcher.matches()) {
                upsd.setVariable(ups, matcher.group(1), matcher.group(2));
            }
            line = client.readLine();
        }
    }
}
