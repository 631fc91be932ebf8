// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.upsjail.dispatcher.Configurations;
import org.upsjail.dispatcher.decide.NotifyPolicy.Delivery;
import org.upsjail.protocol.fact.FactText;
import org.upsjail.protocol.fact.NotifyType;
import org.upsjail.protocol.fact.UpsName;

/** NOTIFYMSG and NOTIFYFLAG. */
class NotifyPolicyTest {

    private static final Announcement ALARM = new Announcement(
            NotifyType.ALARM, Optional.of(Configurations.UPS), Optional.of(new FactText("Fan failed")));
    private static final Announcement ONBATT = Announcement.ofUps(NotifyType.ONBATT, Configurations.UPS);

    @Test
    void stockMessageHasTheUpsInIt() {
        assertEquals("UPS ups@host on battery", delivered(ONBATT).message());
    }

    @Test
    void stockMessageOfAnAlarmHasTheUpsAndTheText() {
        assertEquals(
                "UPS ups@host: one or more active alarms: [Fan failed]",
                delivered(ALARM).message());
    }

    @Test
    void alarmWithoutTextSaysSo() {
        Announcement wordless = Announcement.ofUps(NotifyType.ALARM, Configurations.UPS);

        assertEquals(
                "UPS ups@host: one or more active alarms: [n/a]",
                delivered(wordless).message());
    }

    @Test
    void messageWithoutPlaceIsVerbatim() {
        assertEquals("Power is out!", onBatteryAs("Power is out!"));
    }

    @Test
    void onePlaceIsTheUps() {
        assertEquals("ups@host lost power", onBatteryAs("%s lost power"));
    }

    @Test
    void placeAtTheEndIsTheUps() {
        assertEquals("power lost: ups@host", onBatteryAs("power lost: %s"));
    }

    @Test
    void secondPlaceIsTheText() {
        String message = delivered(ALARM, "NOTIFYMSG ALARM \"%s says %s.\"").message();

        assertEquals("ups@host says Fan failed.", message);
    }

    @Test
    void secondPlaceOfATypeWithoutTextIsFilledToo() {
        assertEquals("ups@host n/a", onBatteryAs("%s %s"));
    }

    @Test
    void thirdPlaceIsLeftAlone() {
        String message = delivered(ALARM, "NOTIFYMSG ALARM \"%s %s %s\"").message();

        assertEquals("ups@host Fan failed %s", message);
    }

    @Test
    void otherConversionsAreLeftAlone() {
        assertEquals("100% %d %n ups@host %x", onBatteryAs("100% %d %n %s %x"));
    }

    @Test
    void longMessageIsNotCut() {
        // A word of the file has 512 characters at most, of which the name of the UPS makes more.
        String words = "power is out ".repeat(39);

        assertEquals(words + "ups@host", onBatteryAs(words + "%s"));
        assertTrue(words.length() + "ups@host".length() > 511);
    }

    @Test
    void whatLooksLikeAPlaceInANameIsNone() {
        UpsName odd = new UpsName("a%sb@host");
        Announcement announcement =
                new Announcement(NotifyType.ALARM, Optional.of(odd), Optional.of(new FactText("text")));

        assertEquals(
                "UPS a%sb@host: one or more active alarms: [text]",
                delivered(announcement).message());
    }

    @Test
    void announcementOfTheHostNamesNoUps() {
        Announcement shutdown = Announcement.ofHost(NotifyType.SHUTDOWN);

        assertEquals(
                "<> goes down",
                delivered(shutdown, "NOTIFYMSG SHUTDOWN \"<%s> goes down\"").message());
    }

    @Test
    void stockFlagsAreLogAndWall() {
        assertWays(true, true, false, delivered(ONBATT, "NOTIFYCMD /bin/notify"));
    }

    @Test
    void eachFlagOpensItsOwnWay() {
        assertWays(true, false, false, delivered(ONBATT, "NOTIFYFLAG ONBATT SYSLOG", "NOTIFYCMD /bin/notify"));
        assertWays(false, true, false, delivered(ONBATT, "NOTIFYFLAG ONBATT WALL", "NOTIFYCMD /bin/notify"));
        assertWays(false, false, true, delivered(ONBATT, "NOTIFYFLAG ONBATT EXEC", "NOTIFYCMD /bin/notify"));
    }

    @Test
    void flagsOfAnotherTypeChangeNothing() {
        assertWays(true, true, false, delivered(ONBATT, "NOTIFYFLAG ONLINE EXEC", "NOTIFYCMD /bin/notify"));
    }

    @Test
    void ignoreWinsOverAllOthers() {
        assertWays(
                false,
                false,
                false,
                delivered(ONBATT, "NOTIFYFLAG ONBATT SYSLOG+WALL+EXEC+IGNORE", "NOTIFYCMD /bin/notify"));
    }

    @Test
    void withoutNotifyCommandNothingIsRun() {
        assertFalse(delivered(ONBATT, "NOTIFYFLAG ONBATT EXEC").execute());
    }

    @Test
    void announcementIsHandedOnUnchanged() {
        assertEquals(ALARM, delivered(ALARM).announcement());
        assertTrue(delivered(ALARM).log());
    }

    private static String onBatteryAs(String template) {
        return delivered(ONBATT, "NOTIFYMSG ONBATT \"" + template + "\"").message();
    }

    private static Delivery delivered(Announcement announcement, String... directives) {
        return new NotifyPolicy(Configurations.with(directives).notifications()).deliver(announcement);
    }

    private static void assertWays(boolean log, boolean wall, boolean execute, Delivery delivery) {
        assertEquals(log, delivery.log(), "log");
        assertEquals(wall, delivery.wall(), "wall");
        assertEquals(execute, delivery.execute(), "execute");
    }
}
