// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.fact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NotifyTypeTest {

    @Test
    void everyTypeIsFoundByItsName() {
        for (NotifyType type : NotifyType.values()) {
            assertEquals(Optional.of(type), NotifyType.named(type.name()));
        }
    }

    @Test
    void theCaseOfTheNameDoesNotMatter() {
        assertEquals(Optional.of(NotifyType.SHUTDOWN_HOSTSYNC), NotifyType.named("Shutdown_HostSync"));
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatIsSaidOfTheLoginIsOurOwn(NotifyType type) {
        assertEquals(type == NotifyType.NOLOGIN || type == NotifyType.LOGINOK, type.isOurOwn());
    }

    @Test
    void anUnknownNameIsNoType() {
        assertEquals(Optional.empty(), NotifyType.named("ONLINES"));
        assertEquals(Optional.empty(), NotifyType.named(" ONLINE"));
        assertEquals(Optional.empty(), NotifyType.named(""));
    }

    @Test
    void stockMessagesFormatNothingButTheUpsAndTheText() {
        for (NotifyType type : NotifyType.values()) {
            assertFalse(type.stockMessage().isBlank(), type.name());
            assertFalse(type.stockMessage().replace("%s", "").contains("%"), type.name());
        }
    }

    @Test
    void onlyAlarmAndOtherHaveAPlaceForText() {
        for (NotifyType type : NotifyType.values()) {
            boolean placeForText = type.stockMessage().split("%s", -1).length == 3;
            assertEquals(type == NotifyType.ALARM || type == NotifyType.OTHER, placeForText, type.name());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                ONLINE|UPS %s on line power
                ONBATT|UPS %s on battery
                LOWBATT|UPS %s battery is low
                FSD|UPS %s: forced shutdown in progress
                COMMOK|Communications with UPS %s established
                COMMBAD|Communications with UPS %s lost
                SHUTDOWN|Auto logout and shutdown proceeding
                SHUTDOWN_HOSTSYNC|Shutdown initiated; primary system is waiting for secondaries to log out or time out
                REPLBATT|UPS %s battery needs to be replaced
                NOCOMM|UPS %s is unavailable
                CAL|UPS %s: calibration in progress
                NOTCAL|UPS %s: calibration finished
                OFF|UPS %s: administratively OFF or asleep
                NOTOFF|UPS %s: no longer administratively OFF or asleep
                BYPASS|UPS %s: on bypass (powered, not protecting)
                NOTBYPASS|UPS %s: no longer on bypass
                ECO|UPS %s: in ECO mode (as defined by vendor)
                NOTECO|UPS %s: no longer in ECO mode
                ALARM|UPS %s: one or more active alarms: [%s]
                NOTALARM|UPS %s is no longer in an alarm state (no active alarms)
                OVER|UPS %s: overloaded
                NOTOVER|UPS %s: no longer overloaded
                TRIM|UPS %s: trimming incoming voltage
                NOTTRIM|UPS %s: no longer trimming incoming voltage
                BOOST|UPS %s: boosting incoming voltage
                NOTBOOST|UPS %s: no longer boosting incoming voltage
                OTHER|UPS %s: has at least one unclassified status token: [%s]
                NOTOTHER|UPS %s has no unclassified status tokens anymore
                SUSPEND_STARTING|OS is entering sleep/suspend/hibernate mode
                SUSPEND_FINISHED|OS just finished sleep/suspend/hibernate mode, de-activating obsolete UPS readings to avoid an unfortunate shutdown
                """)
    void messagesAreThoseOfUpsmon(NotifyType type, String message) {
        assertEquals(message, type.stockMessage());
    }

    /** Of each the reason stands in docs/upsmon-compatibility.md. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                NOPARENT|upsjail monitor process lost - watching stopped until it is replaced
                SUSPEND_TIMEJUMP_UNEXPECTED|Unexpected clock change, treating as wake up from sleep
                NOLOGIN|UPS %s: this host is not logged in, its primary will not wait for it
                LOGINOK|UPS %s: this host is logged in
                """)
    void messagesOfOurOwn(NotifyType type, String message) {
        assertEquals(message, type.stockMessage());
    }
}
