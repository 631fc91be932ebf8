// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairOptionsTest {

    private static final Path DEFAULT = Path.of("/etc/nut/upsmon.conf");

    @Test
    void theDispatcherNeedsNoFurtherWord() {
        assertEquals(
                Optional.of(new PairOptions(false, false, DEFAULT, Optional.empty(), 0)), parse("paired-dispatcher"));
    }

    @Test
    void theMonitorsProcessesMayBeNamed() {
        assertEquals(
                Optional.of(new PairOptions(false, false, Path.of("/x"), Optional.of(Path.of("/p")), 2)),
                parse("paired-dispatcher", "--monitor-processes", "/p", "-D", "-f", "/x", "-D"));
    }

    @Test
    void rootAcceptsForAReload() {
        assertEquals(
                Optional.of(new PairOptions(true, true, DEFAULT, Optional.empty(), 0)),
                parse("paired-accept", "--reload"));
    }

    @Test
    void theDirectoryOfNutIsHeeded() {
        assertEquals(
                Path.of("/srv/nut/upsmon.conf"),
                PairOptions.parse(Map.of("NUT_CONFPATH", "/srv/nut"), "paired-accept")
                        .orElseThrow()
                        .configuration());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "paired",
                "paired-dispatcher --reload",
                "paired-accept -D",
                "paired-accept --monitor-processes /p",
                "paired-dispatcher -f",
                "paired-dispatcher /x"
            })
    void whatIsNotInTheUsageIsRefused(String line) {
        assertEquals(Optional.empty(), parse(line.split(" ", -1)));
    }

    private static Optional<PairOptions> parse(String... words) {
        return PairOptions.parse(Map.of(), words);
    }
}
