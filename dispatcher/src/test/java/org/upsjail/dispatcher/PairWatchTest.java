// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.upsjail.dispatcher.ServiceWatch.Moment;
import org.upsjail.dispatcher.host.ServiceNotices;
import org.upsjail.dispatcher.sink.CapturedLog;

/** When the pair is started anew, by what is known and for how long. */
class PairWatchTest {

    private static final Optional<Integer> ANEW = Optional.of(82);
    private static final Optional<Integer> GOES_ON = Optional.empty();
    private static final Duration DEADTIME = Duration.ofSeconds(15);

    private Optional<Duration> unbelieved = Optional.empty();
    private final PairWatch watch =
            new PairWatch(ServiceNotices.of(Map.of()), now -> unbelieved, Duration.ZERO, new CapturedLog().log());

    @Test
    void aMonitorThatIsBelievedIsLetBe() {
        assertEquals(GOES_ON, look(believed(1000)));
    }

    @Test
    void aMonitorThatDoesNotComeIsWaitedForAsLongAsTwoNeed() {
        assertEquals(GOES_ON, look(quiet(45)));
        assertEquals(ANEW, look(quiet(46)));
    }

    @Test
    void theWaitBeginsWhenTheLastOneWasBelieved() {
        look(believed(100));

        assertEquals(GOES_ON, look(quiet(145)));
        assertEquals(ANEW, look(quiet(146)));
    }

    @Test
    void aMonitorThatWasGivenUpHasTenSecondsToEnd() {
        unbelieved = Optional.of(Duration.ofSeconds(10));
        assertEquals(GOES_ON, look(quiet(11)));
        unbelieved = Optional.of(Duration.ofSeconds(11));
        assertEquals(ANEW, look(quiet(12)));
    }

    @Test
    void whilePowerFailsDeadtimeDecidesFirst() {
        unbelieved = Optional.of(Duration.ofSeconds(20));
        assertEquals(GOES_ON, look(powerFails(21)));
        unbelieved = Optional.of(Duration.ofSeconds(21));
        assertEquals(ANEW, look(powerFails(22)));
    }

    @Test
    void aShutdownIsNeverInterrupted() {
        unbelieved = Optional.of(Duration.ofSeconds(500));

        assertEquals(GOES_ON, look(new Moment(true, true, false, false, DEADTIME, Duration.ofSeconds(500))));
    }

    @Test
    void aStopIsNeverInterrupted() {
        unbelieved = Optional.of(Duration.ofSeconds(500));

        assertEquals(GOES_ON, look(new Moment(false, false, true, false, DEADTIME, Duration.ofSeconds(500))));
    }

    private Optional<Integer> look(Moment moment) {
        return watch.look(() -> moment);
    }

    private static Moment believed(int seconds) {
        return new Moment(false, false, false, true, DEADTIME, Duration.ofSeconds(seconds));
    }

    private static Moment quiet(int seconds) {
        return new Moment(false, false, false, false, DEADTIME, Duration.ofSeconds(seconds));
    }

    private static Moment powerFails(int seconds) {
        return new Moment(true, false, false, false, DEADTIME, Duration.ofSeconds(seconds));
    }
}
