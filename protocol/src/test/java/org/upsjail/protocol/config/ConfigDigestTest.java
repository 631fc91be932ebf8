// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The same words on other lines, or in another file, are another configuration. */
class ConfigDigestTest {

    private static final List<ConfigLine> NONE = List.of();

    private static ConfigLine line(String... words) {
        return new ConfigLine(Lexed.FILE, 1, List.of(words), null);
    }

    private static String of(List<ConfigLine> upsmon, List<ConfigLine> upsjail) {
        return ConfigDigest.of(List.of(upsmon, upsjail));
    }

    @Test
    void sameWordsAreTheSame() {
        assertEquals(of(List.of(line("A", "B")), NONE), of(List.of(line("A", "B")), NONE));
    }

    @Test
    void boundsOfWordsCount() {
        assertNotEquals(of(List.of(line("A", "B")), NONE), of(List.of(line("AB")), NONE));
    }

    @Test
    void boundsOfLinesCount() {
        assertNotEquals(of(List.of(line("A"), line("B")), NONE), of(List.of(line("AB")), NONE));
        assertNotEquals(of(List.of(line("A"), line("B")), NONE), of(List.of(line("A", "B")), NONE));
    }

    @Test
    void boundsOfFilesCount() {
        assertNotEquals(of(List.of(line("A"), line("B")), NONE), of(List.of(line("A")), List.of(line("B"))));
    }
}
