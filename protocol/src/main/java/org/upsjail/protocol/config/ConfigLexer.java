// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to logical lines, by the grammar NUT's configuration files share: words separated by blanks, {@code "quoted
 * words"}, {@code \} before a character taken literally, {@code \} before a newline joining lines, {@code #} starting a
 * comment, {@code =} outside quotes a word of its own. {@code =} after the directive's name is passed over, so that
 * {@code POLLFREQ = 3} means what it says. CR is a blank. A quoted word ends on its line unless {@code \} joins the next:
 * a forgotten quote would otherwise make words, shown in messages, of the passwords on the lines below.
 */
final class ConfigLexer {

    /** NUT's limits (parseconf); what it drops in silence is an error here. */
    static final int MAX_WORDS = 32;

    static final int MAX_WORD_CHARS = 512;

    private enum State {
        BETWEEN_WORDS,
        IN_WORD,
        IN_QUOTES,
        IN_COMMENT
    }

    private final Path file;
    private final SecretPolicy secrets;
    private final ReadMemory memory;
    private final ConfigProblems problems;

    private final List<ConfigLine> lines = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private final char[] word;
    private int wordChars;
    private @Nullable Secret secret;
    private State state = State.BETWEEN_WORDS;
    private boolean escaped;
    private boolean spoiled;
    private boolean warnedOfBytes;
    private int physicalLine = 1;
    private int firstLine = 1;

    ConfigLexer(Path file, SecretPolicy secrets, ReadMemory memory, ConfigProblems problems) {
        this.file = file;
        this.secrets = secrets;
        this.memory = memory;
        this.problems = problems;
        this.word = memory.characters(MAX_WORD_CHARS);
    }

    /** Reads {@code bytes} to their limit. */
    List<ConfigLine> lex(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                take((char) Byte.toUnsignedInt(bytes.get()));
            }
            if (state == State.IN_QUOTES) {
                spoil("a quoted word is not closed at the end of the file", "add the missing \"");
            }
            endLine();
            return List.copyOf(lines);
        } finally {
            // Passwords were in it.
            Arrays.fill(word, '\0');
        }
    }

    private void take(char c) {
        if (escaped) {
            escaped = false;
            takeEscaped(c);
        } else if (c == '\\' && state != State.IN_COMMENT) {
            escaped = true;
        } else {
            takePlain(c);
        }
        if (c == '\n') {
            physicalLine++;
        }
    }

    private void takeEscaped(char c) {
        if (c == '\n') {
            return;
        }
        if (state == State.BETWEEN_WORDS) {
            beginWord(State.IN_WORD);
        }
        append(c);
    }

    private void takePlain(char c) {
        switch (state) {
            case BETWEEN_WORDS -> takeBetweenWords(c);
            case IN_WORD -> takeInWord(c);
            case IN_QUOTES -> takeInQuotes(c);
            case IN_COMMENT -> {
                if (c == '\n') {
                    endLine();
                }
            }
        }
    }

    private void takeBetweenWords(char c) {
        if (c == '\n') {
            endLine();
        } else if (c == '#') {
            state = State.IN_COMMENT;
        } else if (c == '"') {
            beginWord(State.IN_QUOTES);
        } else if (c == '=') {
            addEqualsSign();
        } else if (!isBlank(c)) {
            beginWord(State.IN_WORD);
            append(c);
        }
    }

    private void takeInWord(char c) {
        if (isBlank(c) || c == '\n' || c == '#' || c == '=') {
            endWord();
            takeBetweenWords(c);
        } else {
            append(c);
        }
    }

    private void takeInQuotes(char c) {
        if (c == '"') {
            endWord();
        } else if (c == '#') {
            spoil("an unescaped # inside quotes", "write \\# there");
            state = State.IN_COMMENT;
        } else if (c == '\n') {
            spoil("a quoted word is not closed on its line", "add the missing \", or \\ to go on with the next line");
        } else {
            append(c);
        }
    }

    private void beginWord(State next) {
        if (words.isEmpty()) {
            firstLine = physicalLine;
        }
        state = next;
        wordChars = 0;
    }

    private void append(char c) {
        if (spoiled) {
            return;
        }
        if (c < 0x20 || c > 0x7E) {
            if (!warnedOfBytes) {
                problems.warning(file, physicalLine, "a byte outside printable ASCII is dropped", "write it in ASCII");
                warnedOfBytes = true;
            }
        } else if (wordChars == MAX_WORD_CHARS) {
            spoil("a word is longer than " + MAX_WORD_CHARS + " characters", "shorten it");
        } else {
            word[wordChars++] = secrets == SecretPolicy.DROP && isSecretPlace() ? '\0' : c;
        }
    }

    private void endWord() {
        state = State.BETWEEN_WORDS;
        if (isSecretPlace()) {
            char[] kept = memory.characters(secrets == SecretPolicy.DROP ? 0 : wordChars);
            System.arraycopy(word, 0, kept, 0, kept.length);
            secret = new Secret(kept);
            addWord(ConfigLine.SECRET_PLACE);
        } else {
            addWord(new String(word, 0, wordChars));
        }
    }

    private void addEqualsSign() {
        if (words.size() != 1) {
            beginWord(State.BETWEEN_WORDS);
            addWord("=");
        }
    }

    private void addWord(String text) {
        if (words.size() == MAX_WORDS) {
            spoil("more than " + MAX_WORDS + " words", "quote arguments that contain blanks");
        } else {
            words.add(text);
        }
    }

    private boolean isSecretPlace() {
        return !words.isEmpty() && UpsmonDirective.secretWordOf(words.get(0)) == words.size();
    }

    private void endLine() {
        if (state == State.IN_WORD) {
            endWord();
        }
        if (!words.isEmpty() && !spoiled) {
            lines.add(new ConfigLine(file, firstLine, words, secret));
        } else if (secret != null) {
            secret.wipe();
        }
        words.clear();
        secret = null;
        spoiled = false;
        warnedOfBytes = false;
        state = State.BETWEEN_WORDS;
    }

    /** A line with an error in it is reported once and not looked at further. */
    private void spoil(String what, String remedy) {
        if (!spoiled) {
            problems.error(file, physicalLine, what, remedy);
        }
        spoiled = true;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == 0x0B;
    }
}
