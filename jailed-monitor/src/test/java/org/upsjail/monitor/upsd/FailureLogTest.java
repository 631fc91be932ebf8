// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureLogTest {

    @Test
    void withoutThrottleEveryFailureIsLogged() {
        assertEquals(List.of("a", "a", "a", "b"), logged(new FailureLog(-1), "a", "a", "a", "b"));
    }

    @Test
    void throttledToChangesOnlyTheseAreLogged() {
        assertEquals(
                List.of(
                        "a; not logged again until it changes",
                        "b; not logged again until it changes",
                        "a; not logged again until it changes"),
                logged(new FailureLog(0), "a", "a", "a", "b", "b", "a"));
    }

    @Test
    void throttledToEveryThirdRepeatThatIsLoggedToo() {
        assertEquals(
                List.of("a; logged again every 3 failures", "a (failure 4 in a row)", "a (failure 7 in a row)"),
                logged(new FailureLog(3), "a", "a", "a", "a", "a", "a", "a", "a"));
    }

    @Test
    void aChangeBeginsTheCountAnew() {
        assertEquals(
                List.of(
                        "a; logged again every 2 failures",
                        "b; logged again every 2 failures",
                        "b (failure 4 in a row)"),
                logged(new FailureLog(2), "a", "b", "b", "b"));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 5})
    void recoveryIsLoggedOnceWithTheNumberOfFailures(int throttle) {
        FailureLog log = new FailureLog(throttle);
        logged(log, "a", "a", "b");

        assertEquals(Optional.of("read again after 3 failures"), log.succeeded());
        assertEquals(Optional.empty(), log.succeeded());
        assertEquals(1, logged(log, "b").size());
        assertEquals(Optional.of("read again after 1 failure"), log.succeeded());
    }

    @Test
    void successWithoutAFailureIsNoNews() {
        assertEquals(Optional.empty(), new FailureLog(-1).succeeded());
    }

    private static List<String> logged(FailureLog log, String... reasons) {
        List<String> lines = new ArrayList<>();
        for (String reason : reasons) {
            log.failed(reason).ifPresent(lines::add);
        }
        return lines;
    }
}
