// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedLinesTest {

    private final List<String> lines = new ArrayList<>();

    private boolean read(String text, long maxBytes) throws IOException {
        return BoundedLines.read(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), maxBytes, lines::add);
    }

    @Test
    void linesComeOneByOneTheLastWithoutItsEnd() throws IOException {
        assertTrue(read("a\n\nb", 100));
        assertEquals(List.of("a", "", "b"), lines);
    }

    @Test
    void longestLineIsTakenAndALongerOneIsEmpty() throws IOException {
        String longest = "x".repeat(BoundedLines.MAX_LINE_BYTES);

        assertTrue(read(longest + "\n" + longest + "yy\nz\n", 100_000));
        assertEquals(List.of(longest, "", "z", ""), lines);
    }

    @Test
    void readingEndsAtTheLimit() throws IOException {
        assertFalse(read("a\nb\nc\n", 3));
        assertEquals(List.of("a"), lines);
    }
}
