// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import java.util.Optional;

/** Which failures to read a UPS are logged, by POLLFAIL_LOG_THROTTLE_MAX. A failure is a poll or a connection attempt. */
final class FailureLog {

    private final int throttle;
    private String last = "";
    private long failures;
    private long repeats;

    /** @param throttle negative: every failure is logged; 0: one that is not the last again; n: besides, every nth repeat */
    FailureLog(int throttle) {
        this.throttle = throttle;
    }

    /** The line to log of a failure, if any. */
    Optional<String> failed(String reason) {
        failures++;
        if (!reason.equals(last)) {
            last = reason;
            repeats = 0;
            return Optional.of(reason + outlook());
        }
        repeats++;
        if (throttle < 0) {
            return Optional.of(reason);
        }
        return throttle > 0 && repeats % throttle == 0
                ? Optional.of(reason + " (failure " + failures + " in a row)")
                : Optional.empty();
    }

    /** The line to log of a success, which there is only after a failure. */
    Optional<String> succeeded() {
        if (failures == 0) {
            return Optional.empty();
        }
        String line = "read again after " + failures + (failures == 1 ? " failure" : " failures");
        last = "";
        failures = 0;
        return Optional.of(line);
    }

    private String outlook() {
        if (throttle < 0) {
            return "";
        }
        return throttle == 0 ? "; not logged again until it changes" : "; logged again every " + throttle + " failures";
    }
}
