// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.upsjail.it.installed.Answer.ask;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the supervisor of a service and a script see: the exit statuses that are not shown where their matter is. */
class ExitCodesIT {

    private static final String SYSTEM = "ups@127.0.0.1:9";

    @Test
    void theVersionAndTheHelpAreNoMistake() throws IOException, InterruptedException {
        try (Setup setup = Setup.quick()) {
            Answer version = ask(setup, "upsjail", "-V");
            Answer help = ask(setup, "upsjail", "-h");

            assertEquals(0, version.status());
            assertTrue(version.text().contains("Network UPS Tools upsmon"), version::text);
            assertEquals(0, help.status());
            assertTrue(help.text().contains("-K"), help::text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fsd", "stop", "reload", "status", "test"})
    void whatNobodyIsThereToHearIsNotDone(String word) throws IOException, InterruptedException {
        try (Setup setup = Setup.quick().primaryOf(SYSTEM)) {
            setup.written();

            assertEquals(1, ask(setup, "upsjail", "-c", word).status());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MINSUPPLIES 2, the power values add up to 1 but MINSUPPLIES is 2",
        "MONITOR ups@host 1 pass master, MONITOR has 4 arguments",
        "RUN_AS_USER nobody-by-this-name, this host has no such account"
    })
    void aConfigurationThatCannotBeObeyedStartsNothing(String line, String why)
            throws IOException, InterruptedException {
        try (Setup setup = Setup.quick().primaryOf(SYSTEM).upsmon(line)) {
            setup.written();
            Answer start = ask(setup, "upsjail", "-F");

            assertEquals(1, start.status());
            assertTrue(start.text().contains(why), start::text);
        }
    }

    @Test
    void withoutAConfigurationNothingIsStarted() throws IOException, InterruptedException {
        try (Setup setup = Setup.quick()) {
            Answer start = ask(setup, "upsjail", "-F");

            assertEquals(1, start.status());
            assertTrue(start.text().contains("the file does not exist"), start::text);
        }
    }
}
