// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.upsjail.dispatcher.command.CommandView;
import org.upsjail.dispatcher.decide.LedgerView;
import org.upsjail.dispatcher.decide.LedgerView.FactView;
import org.upsjail.dispatcher.decide.LedgerView.UpsView;
import org.upsjail.dispatcher.monitor.MonitorView;
import org.upsjail.dispatcher.operator.StatusView.JournalView;
import org.upsjail.dispatcher.operator.StatusView.ToldView;

class StatusReportTest {

    private static final UpsView CRITICAL = new UpsView(
            "left@host",
            2,
            true,
            true,
            Optional.of(Duration.ofMillis(1500)),
            true,
            "on battery and low",
            List.of(
                    new FactView("ONBATT", "", true, Duration.ofSeconds(70)),
                    new FactView("ALARM", "Fan failed", true, Duration.ofSeconds(5))));

    private static final UpsView NEVER_HEARD_OF =
            new UpsView("right@host", 1, false, false, Optional.empty(), false, "not on battery", List.of());

    private static final MonitorView WATCHING = new MonitorView(
            Optional.of(4711L),
            true,
            true,
            false,
            Optional.of(Duration.ofSeconds(1)),
            2,
            1,
            Optional.of("no heartbeat"));

    private static final MonitorView REDUCED = new MonitorView(
            Optional.of(4712L), true, true, true, Optional.of(Duration.ofSeconds(1)), 0, 0, Optional.empty());

    private static final MonitorView UNCHECKED = new MonitorView(
            Optional.of(4713L), true, false, false, Optional.of(Duration.ofSeconds(1)), 0, 0, Optional.empty());

    private static final MonitorView NONE =
            new MonitorView(Optional.empty(), false, false, false, Optional.empty(), 0, 0, Optional.empty());

    private static StatusView status(MonitorView monitor, UpsView... upses) {
        List<ToldView> told =
                List.of(new ToldView("left@host", "ONBATT", 70, "ok"), new ToldView("", "NOPARENT", 9, "running"));
        return new StatusView(
                new LedgerView(List.of(upses), "FINAL_DELAY"),
                monitor,
                new CommandView(2, 5, Optional.of(Duration.ofSeconds(12)), 11),
                13,
                new JournalView(false, 17),
                told);
    }

    private static JsonNode parsed(StatusView status) throws JsonProcessingException {
        return new ObjectMapper().readTree(status.report(true));
    }

    @Test
    void textSaysOfEachUpsWhatIsKnownAndSinceWhen() {
        String text = status(WATCHING, CRITICAL).report(false);

        assertTrue(text.startsWith("""
                        left@host, primary, power value 2, CRITICAL: on battery and low
                          last heard of: 1 s ago
                          ONBATT for 70 s
                          ALARM [Fan failed] for 5 s
                        """), text);
    }

    @Test
    void textOfAUpsNeverHeardOfClaimsNothing() {
        String text = status(WATCHING, NEVER_HEARD_OF).report(false);

        assertTrue(text.startsWith("""
                        right@host, secondary, power value 1, no danger: not on battery
                          last heard of: never (not confirmed by the present monitor)
                        monitor:"""), text);
    }

    @Test
    void textEndsWithTheMonitorTheShutdownAndWhatWasTold() {
        String text = status(WATCHING).report(false);

        assertEquals("""
                monitor: pid 4711, jail proved by itself and checked from outside, last frame 1 s ago, restarts 2, violations 1, last loss: no heartbeat
                commands: 2 running (for up to 12 s), 5 waiting, 11 dropped
                announcements held back for their number: 13
                journal: NOT WRITTEN, 17 records lost
                shutdown: final_delay
                told 70 s ago: ONBATT left@host, handler: ok
                told 9 s ago: NOPARENT, handler: running
                """, text);
    }

    @Test
    void textShowsBothChecksOfTheJailAndWhetherItIsTheReducedOne() {
        String reduced = status(REDUCED).report(false);
        String unchecked = status(UNCHECKED).report(false);

        assertTrue(reduced.contains("proved by itself and checked from outside, REDUCED: without chroot"), reduced);
        assertTrue(unchecked.contains("pid 4713, jail proved by itself, not believed"), unchecked);
    }

    @Test
    void textWithoutMonitorSaysSo() {
        String text = status(NONE).report(false);

        assertTrue(
                text.startsWith(
                        "monitor: none is running, not believed, last frame never, restarts 0, violations 0\ncommands"),
                text);
    }

    @Test
    void jsonOfAUpsHasItsFactsAsNumbersAndWords() throws JsonProcessingException {
        JsonNode ups = parsed(status(WATCHING, CRITICAL)).at("/upses/0");

        assertEquals("left@host", ups.path("ups").asText());
        assertEquals("primary", ups.path("role").asText());
        assertEquals(2, ups.path("power_value").asInt());
        assertTrue(ups.path("critical").asBoolean());
        assertEquals("on battery and low", ups.path("verdict").asText());
        assertTrue(ups.path("confirmed").asBoolean());
        assertEquals(1.5, ups.path("heard_seconds_ago").asDouble());
        assertEquals("ALARM", ups.at("/facts/1/type").asText());
        assertEquals("Fan failed", ups.at("/facts/1/text").asText());
        assertEquals(5, ups.at("/facts/1/for_seconds").asInt());
    }

    @Test
    void jsonHasNullForWhatIsNotKnown() throws JsonProcessingException {
        JsonNode json = parsed(status(NONE, NEVER_HEARD_OF));

        assertTrue(json.at("/upses/0/heard_seconds_ago").isNull());
        assertTrue(json.at("/monitor/pid").isNull());
        assertTrue(json.at("/monitor/last_frame_seconds_ago").isNull());
        assertTrue(json.at("/monitor/last_loss").isNull());
    }

    @Test
    void jsonHasTheMonitorTheShutdownAndWhatWasTold() throws JsonProcessingException {
        JsonNode json = parsed(status(WATCHING));

        assertEquals(4711, json.at("/monitor/pid").asLong());
        assertTrue(json.at("/monitor/proved").asBoolean());
        assertTrue(json.at("/monitor/jailed").asBoolean());
        assertFalse(json.at("/monitor/reduced").asBoolean());
        assertEquals(1.0, json.at("/monitor/last_frame_seconds_ago").asDouble());
        assertEquals(2, json.at("/monitor/restarts").asInt());
        assertEquals(1, json.at("/monitor/violations").asInt());
        assertEquals("no heartbeat", json.at("/monitor/last_loss").asText());
        assertEquals("final_delay", json.path("shutdown").asText());
        assertEquals("ONBATT", json.at("/told/0/type").asText());
        assertEquals(70, json.at("/told/0/seconds_ago").asLong());
        assertEquals("running", json.at("/told/1/handler").asText());
    }

    @Test
    void whatWaitsAndWhatWasLostIsShown() throws JsonProcessingException {
        JsonNode json = parsed(status(WATCHING, CRITICAL));

        assertEquals(2, json.at("/commands/running").asInt());
        assertEquals(5, json.at("/commands/waiting").asInt());
        assertEquals(11, json.at("/commands/dropped").asInt());
        assertEquals(12.0, json.at("/commands/longest_running_seconds").asDouble());
        assertEquals(13, json.at("/announcements_held_back").asInt());
        assertEquals(false, json.at("/journal/writing").asBoolean());
        assertEquals(17, json.at("/journal/lost").asInt());
    }
}
