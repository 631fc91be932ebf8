// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Words of a protocol line (RFC 9271): separated by blanks, quoted with {@code "}, {@code \} before a literal. */
final class UpsdWords {

    /** The longest answer we ask for has four words. */
    static final int MAX_WORDS = 16;

    private UpsdWords() {}

    static List<String> split(String line) throws UpsdProtocolException {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            if (line.charAt(at) == ' ') {
                at++;
                continue;
            }
            if (words.size() == MAX_WORDS) {
                throw new UpsdProtocolException("an answer of more than " + MAX_WORDS + " words");
            }
            StringBuilder word = new StringBuilder();
            at = readWord(line, at, word);
            words.add(word.toString());
        }
        return words;
    }

    private static int readWord(String line, int start, StringBuilder word) throws UpsdProtocolException {
        boolean quoted = line.charAt(start) == '"';
        int at = quoted ? start + 1 : start;
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '\\') {
                if (at == line.length()) {
                    throw new UpsdProtocolException("an answer that ends in a backslash");
                }
                word.append(line.charAt(at++));
            } else if (c == (quoted ? '"' : ' ')) {
                return at;
            } else {
                word.append(c);
            }
        }
        if (quoted) {
            throw new UpsdProtocolException("an answer with an unclosed quote");
        }
        return at;
    }

    /** {@code word} as one word on the wire, quoted where it has to be. */
    static String quoted(CharSequence word) {
        StringBuilder quoted = new StringBuilder(word.length() + 2);
        quote(word, c -> quoted.append((char) c));
        return quoted.toString();
    }

    /** The same, character by character, so that no copy of a password stays behind. */
    static void quote(CharSequence word, IntConsumer out) {
        boolean needsQuotes = word.length() == 0 || word.chars().anyMatch(c -> c == ' ' || c == '=' || isEscaped(c));
        if (needsQuotes) {
            out.accept('"');
        }
        word.chars().forEach(c -> {
            if (isEscaped(c)) {
                out.accept('\\');
            }
            out.accept(c);
        });
        if (needsQuotes) {
            out.accept('"');
        }
    }

    private static boolean isEscaped(int c) {
        return c == '"' || c == '\\' || c == '#';
    }
}
