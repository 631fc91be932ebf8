// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import java.time.Duration;
import org.upsjail.monitor.status.UpsReading;

/** What happens in a session. All calls come on the event loop. Reasons are in our own words. */
interface UpsdSessionListener {

    void loginAccepted();

    void loginRefused(String reason);

    /** upsd does not let this host command the UPS, so its FSD will be refused. */
    void primaryRefused(String reason);

    /** All that one poll brought. */
    void statusRead(UpsReading reading);

    /** upsd answers, but has no current data of this UPS. The session stays. */
    void statusUnavailable(String reason);

    void forcedShutdownSet();

    void forcedShutdownRefused(String reason);

    /** After our FSD: no client but this one is logged in to the UPS, as far as upsd counts. */
    void nobodyElseLoggedIn();

    /** Once, as the last call. */
    void closed(String reason);

    Duration timeBetweenPolls();
}
