// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.fact;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The notify types of upsmon.conf(5) and two of our own, with the message each has unless NOTIFYMSG gives another. The first {@code %s}
 * stands for the UPS, the second for the text of ALARM and OTHER.
 */
public enum NotifyType {
    ONLINE("UPS %s on line power"),
    ONBATT("UPS %s on battery"),
    LOWBATT("UPS %s battery is low"),
    FSD("UPS %s: forced shutdown in progress"),
    COMMOK("Communications with UPS %s established"),
    COMMBAD("Communications with UPS %s lost"),
    SHUTDOWN("Auto logout and shutdown proceeding"),
    SHUTDOWN_HOSTSYNC("Shutdown initiated; primary system is waiting for secondaries to log out or time out"),
    REPLBATT("UPS %s battery needs to be replaced"),
    NOCOMM("UPS %s is unavailable"),
    NOPARENT("upsjail monitor process lost - watching stopped until it is replaced"),
    CAL("UPS %s: calibration in progress"),
    NOTCAL("UPS %s: calibration finished"),
    OFF("UPS %s: administratively OFF or asleep"),
    NOTOFF("UPS %s: no longer administratively OFF or asleep"),
    BYPASS("UPS %s: on bypass (powered, not protecting)"),
    NOTBYPASS("UPS %s: no longer on bypass"),
    ECO("UPS %s: in ECO mode (as defined by vendor)"),
    NOTECO("UPS %s: no longer in ECO mode"),
    ALARM("UPS %s: one or more active alarms: [%s]"),
    NOTALARM("UPS %s is no longer in an alarm state (no active alarms)"),
    OVER("UPS %s: overloaded"),
    NOTOVER("UPS %s: no longer overloaded"),
    TRIM("UPS %s: trimming incoming voltage"),
    NOTTRIM("UPS %s: no longer trimming incoming voltage"),
    BOOST("UPS %s: boosting incoming voltage"),
    NOTBOOST("UPS %s: no longer boosting incoming voltage"),
    OTHER("UPS %s: has at least one unclassified status token: [%s]"),
    NOTOTHER("UPS %s has no unclassified status tokens anymore"),
    SUSPEND_STARTING("OS is entering sleep/suspend/hibernate mode"),
    SUSPEND_FINISHED("OS just finished sleep/suspend/hibernate mode,"
            + " de-activating obsolete UPS readings to avoid an unfortunate shutdown"),
    /** Accepted for the sake of newer set-ups; a monotonic clock does not jump, so it is never announced. */
    SUSPEND_TIMEJUMP_UNEXPECTED("Unexpected clock change, treating as wake up from sleep"),
    NOLOGIN("UPS %s: this host is not logged in, its primary will not wait for it"),
    LOGINOK("UPS %s: this host is logged in");

    private static final Map<String, NotifyType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(NotifyType::name, Function.identity()));

    private final String stockMessage;

    NotifyType(String stockMessage) {
        this.stockMessage = stockMessage;
    }

    public String stockMessage() {
        return stockMessage;
    }

    /** Whether upsmon has no such type, so that no NOTIFYCMD of today expects it. */
    public boolean isOurOwn() {
        return this == NOLOGIN || this == LOGINOK;
    }

    /** The type of that name, in any case, as upsmon reads it. */
    public static Optional<NotifyType> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toUpperCase(Locale.ROOT)));
    }
}
