// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is killed last when memory runs out, and who is not to be. */
class OomScoreTest {

    @TempDir
    Path directory;

    private Path fileWith(String score) throws IOException {
        return Files.writeString(directory.resolve("oom_score_adj"), score + "\n");
    }

    @Test
    void oursIsLoweredAndNotToNever() throws IOException {
        Path file = fileWith("0");

        assertTrue(OomScore.lower(file).lowered());
        assertEquals("-900", Files.readString(file).strip());
    }

    @Test
    void whatIsStartedGetsTheOneOfBefore() throws IOException {
        assertEquals(
                List.of("/usr/bin/choom", "-n", "300", "--"),
                OomScore.lower(fileWith("300")).forChild());
    }

    @Test
    void whatIsStartedKeepsOursWhereItCouldNotBeLowered() {
        OomScore refused = OomScore.lower(directory.resolve("missing/oom_score_adj"));

        assertFalse(refused.lowered());
        assertEquals(List.of(), refused.forChild());
    }

    @Test
    void whatIsStartedGetsAnOrdinaryOneWhereTheServiceManagerLoweredOurs() {
        assertEquals(
                List.of("/usr/bin/choom", "-n", "0", "--"),
                OomScore.loweredByManager().forChild());
    }
}
