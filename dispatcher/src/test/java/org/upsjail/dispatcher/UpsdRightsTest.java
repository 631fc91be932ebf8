// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.upsjail.protocol.config.MonitorLine;

/** upsd.users beside MONITOR lines. */
class UpsdRightsTest {

    private static List<String> objections(String monitor, String... users) {
        List<MonitorLine> monitors = Configurations.with(monitor).monitors();
        return new UpsdRights(List.of(users)).objections(monitors);
    }

    private static List<String> ofPrimary(String... users) {
        return objections("MONITOR ups@localhost 1 mon secret primary", users);
    }

    private static List<String> ofSecondary(String... users) {
        return objections("MONITOR ups@localhost 1 mon secret secondary", users);
    }

    private static void assertOne(String expected, List<String> objections) {
        assertEquals(1, objections.size(), objections::toString);
        assertTrue(objections.get(0).contains(expected), objections::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"upsmon primary", "upsmon master", "upsmon = primary", "  UPSMON PRIMARY  # comment"})
    void accountThatMayDoWhatAPrimaryNeedsIsRight(String right) {
        assertEquals(List.of(), ofPrimary("[mon]", "password = secret", right));
    }

    @ParameterizedTest
    @ValueSource(strings = {"upsmon secondary", "upsmon slave"})
    void accountThatMayDoWhatASecondaryNeedsIsRight(String right) {
        assertEquals(List.of(), ofSecondary("[mon]", "password = secret", right));
    }

    @ParameterizedTest
    @ValueSource(strings = {"actions = SET", "actions=set", "actions SET", "ACTIONS = SET"})
    void actionsAreTooMuch(String line) {
        assertOne("account mon has actions set", ofPrimary("[mon]", line, "upsmon primary"));
    }

    @Test
    void instantCommandsAreTooMuch() {
        assertOne(
                "account mon has instcmds test.battery.start load.off",
                ofPrimary("[mon]", "instcmds = test.battery.start", "instcmds = load.off", "upsmon primary"));
    }

    @Test
    void primaryIsTooMuchForASecondary() {
        assertOne("upsmon secondary is enough", ofSecondary("[mon]", "upsmon primary"));
    }

    @Test
    void secondaryIsTooLittleForAPrimary() {
        assertOne("upsd refuses the FSD of a primary", ofPrimary("[mon]", "upsmon secondary"));
    }

    @Test
    void accountWithoutUpsmonIsTooLittle() {
        assertOne("has no upsmon primary or secondary", ofPrimary("[mon]", "password = secret"));
    }

    @Test
    void missingAccountIsSaid() {
        assertOne("there is no account mon", ofPrimary("[other]", "upsmon primary"));
    }

    @Test
    void accountsOfOthersAreTheirOwnMatter() {
        assertEquals(
                List.of(),
                ofPrimary(
                        "[admin]",
                        "actions = SET",
                        "instcmds = ALL",
                        "[mon]",
                        "upsmon primary",
                        "[x]",
                        "actions = SET"));
    }

    @Test
    void commentsAreNoRights() {
        assertEquals(
                List.of(), ofPrimary("[mon]", "upsmon primary", "# actions = SET", "password = a # instcmds = ALL"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ups", "ups@localhost:3494", "ups@127.0.0.1", "ups@[::1]", "ups@LOCALHOST"})
    void upsdOfThisHostIsMeantUnderAnyName(String system) {
        assertFalse(objections("MONITOR " + system + " 1 mon secret primary", "[mon]")
                .isEmpty());
    }

    @Test
    void upsdOfAnotherHostHasAnotherFile() {
        assertEquals(List.of(), objections("MONITOR ups@elsewhere 1 mon secret primary", "[mon]", "actions = SET"));
    }
}
