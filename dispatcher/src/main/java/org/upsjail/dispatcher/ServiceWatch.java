// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** What a service manager hears of the work, and whether it is to start all of it anew. Decide thread. */
interface ServiceWatch {

    /** Nobody listens. */
    ServiceWatch NONE = new ServiceWatch() {
        @Override
        public void monitorAlive(Duration now) {}

        @Override
        public Optional<Integer> look(Supplier<Moment> moment) {
            return Optional.empty();
        }
    };

    /**
     * How it stands.
     *
     * @param powerFailing whether what is known now may be needed to shut the host down
     * @param shuttingDown whether the host is on its way down
     * @param stopping whether this process was told to end
     * @param monitorBelieved whether there is a monitor whose jail was seen to be closed
     * @param deadTime DEADTIME
     */
    record Moment(
            boolean powerFailing,
            boolean shuttingDown,
            boolean stopping,
            boolean monitorBelieved,
            Duration deadTime,
            Duration now) {}

    /** A monitor that is believed gave a sign of life. */
    void monitorAlive(Duration now);

    /**
     * To be called several times a second.
     *
     * @return with which status this process is to end, so that it and the monitor are started anew
     */
    Optional<Integer> look(Supplier<Moment> moment);
}
