// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.upsjail.dispatcher.host.ServiceNotices;
import org.upsjail.dispatcher.sink.Log;

/**
 * The pair before its service manager: the watchdog is fed by the monitor's heartbeats, and while power fails by the
 * decisions themselves. A monitor that should be gone and is not, or that does not come, is ended by ending this process:
 * the units are bound to each other. While power fails that waits for DEADTIME, which shuts the host down where it must.
 */
final class PairWatch implements ServiceWatch {

    /** Reserved: RestartForceExitStatus= of upsjail-dispatcher.service names it. */
    static final int START_BOTH_ANEW = 82;

    /** A monitor without PINGs ends after five seconds; a busy host gets as much again. */
    static final Duration ENDS_WITHIN = Duration.ofSeconds(10);

    /** By then two monitors in a row have had their time for HELLO. */
    static final Duration COMES_WITHIN = Duration.ofSeconds(45);

    /** After DEADTIME the decision takes two ticks. */
    static final Duration BEYOND_DEADTIME = Duration.ofSeconds(5);

    /** Stopping waits for a shutdown that is due; each notice buys this. */
    static final Duration EXTENSION = Duration.ofSeconds(30);

    private static final Duration NOTICE_EVERY = Duration.ofSeconds(2);

    private final ServiceNotices notices;
    private final Function<Duration, Optional<Duration>> unbelievedFor;
    private final Log log;
    private Duration believedAt;
    private Optional<Duration> aliveAt = Optional.empty();
    private Duration noticedAt;
    private boolean stoppingSaid;
    private String status = "";

    /** @param unbelievedFor how long a monitor that was given up has gone on living */
    PairWatch(ServiceNotices notices, Function<Duration, Optional<Duration>> unbelievedFor, Duration now, Log log) {
        this.notices = notices;
        this.unbelievedFor = unbelievedFor;
        this.log = log;
        believedAt = now;
        noticedAt = now;
    }

    @Override
    public void monitorAlive(Duration now) {
        aliveAt = Optional.of(now);
    }

    @Override
    public Optional<Integer> look(Supplier<Moment> present) {
        Moment moment = present.get();
        if (moment.monitorBelieved()) {
            believedAt = moment.now();
        }
        if (moment.now().minus(noticedAt).compareTo(NOTICE_EVERY) >= 0) {
            notice(moment);
            noticedAt = moment.now();
        }
        boolean going = moment.stopping() || moment.shuttingDown();
        Optional<String> why = going ? Optional.empty() : whyStartAnew(moment);
        why.ifPresent(text -> log.critical(text + "; both units are started anew"));
        return why.map(text -> START_BOTH_ANEW);
    }

    private void notice(Moment moment) {
        boolean heard = aliveAt.filter(at -> at.compareTo(noticedAt) > 0).isPresent();
        if (heard || moment.powerFailing() || moment.stopping()) {
            notices.watchdog();
        }
        if (moment.stopping()) {
            if (!stoppingSaid) {
                notices.stopping();
                stoppingSaid = true;
            }
            notices.extendTimeout(EXTENSION);
        }
        String now = describe(moment);
        if (!now.equals(status)) {
            status = now;
            notices.status(now);
        }
    }

    private static String describe(Moment moment) {
        String monitor = moment.monitorBelieved() ? "the monitor is jailed" : "waiting for a monitor";
        if (moment.shuttingDown()) {
            return "THE HOST GOES DOWN, " + monitor;
        }
        return moment.powerFailing() ? "POWER FAILS, " + monitor : monitor;
    }

    private Optional<String> whyStartAnew(Moment moment) {
        Optional<Duration> unbelieved = unbelievedFor.apply(moment.now());
        if (unbelieved.filter(lived -> overdue(lived, ENDS_WITHIN, moment)).isPresent()) {
            return Optional.of("the monitor that is no longer believed has not ended");
        }
        Duration missing = moment.now().minus(believedAt);
        return overdue(missing, COMES_WITHIN, moment)
                ? Optional.of("no monitor has been believed for " + missing.toSeconds()
                        + " s, journalctl -u upsjail-monitor says why")
                : Optional.empty();
    }

    private boolean overdue(Duration since, Duration limit, Moment moment) {
        Duration atLeast = moment.deadTime().plus(BEYOND_DEADTIME);
        Duration due = moment.powerFailing() && atLeast.compareTo(limit) > 0 ? atLeast : limit;
        return since.compareTo(due) > 0;
    }
}
