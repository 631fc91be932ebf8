// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The unit files by themselves, without a systemd that runs. */
class UnitFilesTest {

    private static final Path UNITS =
            Path.of("../deploy/src/systemd").toAbsolutePath().normalize();

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** In tenths, as {@code --threshold} wants them. */
    @ParameterizedTest
    @CsvSource({"upsjail-monitor.service, 23", "upsjail-dispatcher.service, 35", "upsjail-accept.service, 35"})
    void exposureStaysUnderItsLimit(String unit, int tenths) throws IOException, InterruptedException {
        HostCommand judged = HostCommand.tried(
                LIMIT,
                List.of(
                        "/usr/bin/systemd-analyze",
                        "security",
                        "--no-pager",
                        "--offline=yes",
                        "--threshold=" + tenths,
                        UNITS.resolve(unit).toString()));

        assertEquals(0, judged.status(), judged.text());
    }
}
