// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.upsjail.dispatcher.operator.Finding.Kind;

class CheckReportTest {

    private static final Finding ERROR = Finding.error("upsmon.conf:3: unknown directive \"X\"");
    private static final Finding WARNING = Finding.warning("no NOTIFYCMD is set");
    private static final Finding FACT = Finding.fact("watches ups@host as primary");

    private static JsonNode parsed(Finding... findings) throws JsonProcessingException {
        return new ObjectMapper().readTree(new CheckReport(List.of(findings)).json());
    }

    @Test
    void errorRefusesTheStart() {
        assertFalse(new CheckReport(List.of(FACT, WARNING, ERROR)).passed());
    }

    @Test
    void warningDoesNotRefuseTheStart() {
        assertTrue(new CheckReport(List.of(WARNING, FACT)).passed());
    }

    @Test
    void nothingFoundIsNothingWrong() {
        assertTrue(new CheckReport(List.of()).passed());
    }

    @Test
    void textHasALineForEachFindingOfTheKind() {
        CheckReport report = new CheckReport(List.of(ERROR, WARNING, FACT, Finding.fact("runs /bin/down")));

        assertEquals("watches ups@host as primary\nruns /bin/down\n", report.text(Kind.FACT));
        assertEquals("warning: no NOTIFYCMD is set\n", report.text(Kind.WARNING));
        assertEquals("error: upsmon.conf:3: unknown directive \"X\"\n", report.text(Kind.ERROR));
    }

    @Test
    void jsonHasEveryFindingInOrderAndTheVerdict() throws JsonProcessingException {
        JsonNode json = parsed(FACT, ERROR);

        assertFalse(json.path("passed").asBoolean(true));
        assertEquals(2, json.path("findings").size());
        assertEquals("fact", json.at("/findings/0/kind").asText());
        assertEquals("error", json.at("/findings/1/kind").asText());
        assertEquals(ERROR.text(), json.at("/findings/1/text").asText());
    }

    @Test
    void jsonOfAPassedCheckSaysSo() throws JsonProcessingException {
        assertTrue(parsed(WARNING).path("passed").asBoolean(false));
    }
}
