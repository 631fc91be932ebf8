// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.util.List;

/** Lines back to the bytes of a file, each on the line it had: every word in quotes, a password as its place. */
final class ConfigText {

    private static final String NEEDS_BACKSLASH = "\\\"#";

    private ConfigText() {}

    static String of(List<ConfigLine> lines) {
        StringBuilder text = new StringBuilder();
        int next = 1;
        for (ConfigLine line : lines) {
            // Two lines of ours never begin on one of the file's.
            for (; next < line.number(); next++) {
                text.append('\n');
            }
            for (String word : line.words()) {
                appendQuoted(text, word);
                text.append(' ');
            }
            text.append('\n');
            next++;
        }
        return text.toString();
    }

    private static void appendQuoted(StringBuilder text, String word) {
        text.append('"');
        word.chars().forEach(c -> {
            if (NEEDS_BACKSLASH.indexOf(c) >= 0) {
                text.append('\\');
            }
            text.append((char) c);
        });
        text.append('"');
    }
}
