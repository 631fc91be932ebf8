// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.upsd;

import java.util.ArrayList;
import java.util.List;

/**
 * Bytes to the words of a line, by the grammar NUT uses everywhere: quotes, backslash, {@code #} comments, {@code =} as
 * a word of its own. Not the parser under test: that one must be judged by another.
 */
final class UpsdWords {

    /** What upsd keeps of a line; more is dropped silently. */
    private static final int MAX_WORDS = 32;

    /** What upsd keeps of a word. */
    private static final int MAX_WORD = 512;

    /** What one byte completed. */
    enum Outcome {
        /** Nothing yet. */
        MORE,
        /** A line: see {@link #line}. */
        LINE,
        /** A {@code #} inside quotes: upsd forgets the line and answers nothing. */
        ERROR
    }

    private enum State {
        BETWEEN,
        WORD,
        QUOTED,
        COMMENT
    }

    private final StringBuilder word = new StringBuilder();
    private List<String> words = new ArrayList<>();
    private List<String> line = List.of();
    private State state = State.BETWEEN;
    private boolean escaped;

    /** The words of the last whole line. */
    List<String> line() {
        return line;
    }

    /** Takes one byte, 0..255. */
    Outcome push(int b) {
        if (escaped) {
            escaped = false;
            keep(b);
            return Outcome.MORE;
        }
        return switch (state) {
            case BETWEEN -> between(b);
            case WORD -> inWord(b);
            case QUOTED -> inQuotes(b);
            case COMMENT -> b == '\n' ? endLine() : Outcome.MORE;
        };
    }

    private Outcome between(int b) {
        if (isSpace(b) || b == '\n' || b == '#' || b == '=') {
            return delimiter(b);
        }
        if (b == '"') {
            state = State.QUOTED;
            return Outcome.MORE;
        }
        state = State.WORD;
        return inWord(b);
    }

    private Outcome inWord(int b) {
        if (b == '\\') {
            escaped = true;
        } else if (isSpace(b) || b == '\n' || b == '#' || b == '=') {
            endWord();
            return delimiter(b);
        } else {
            keep(b);
        }
        return Outcome.MORE;
    }

    private Outcome inQuotes(int b) {
        switch (b) {
            case '"' -> endWord();
            case '\\' -> escaped = true;
            case '#' -> {
                forget();
                return Outcome.ERROR;
            }
            default -> keep(b);
        }
        return Outcome.MORE;
    }

    private Outcome delimiter(int b) {
        if (b == '\n') {
            return endLine();
        }
        if (b == '#') {
            state = State.COMMENT;
        } else if (b == '=') {
            keep(b);
            endWord();
        }
        return Outcome.MORE;
    }

    private void keep(int b) {
        if (b >= 0x20 && b <= 0x7f && word.length() < MAX_WORD) {
            word.append((char) b);
        }
    }

    private void endWord() {
        if (words.size() < MAX_WORDS) {
            words.add(word.toString());
        }
        word.setLength(0);
        state = State.BETWEEN;
    }

    private Outcome endLine() {
        line = List.copyOf(words);
        forget();
        return Outcome.LINE;
    }

    private void forget() {
        words = new ArrayList<>();
        word.setLength(0);
        state = State.BETWEEN;
    }

    private static boolean isSpace(int b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\f' || b == 0x0b;
    }
}
