// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What the lexer made of a file. */
record Lexed(List<ConfigLine> lines, List<ConfigProblem> problems) {

    static final Path FILE = Path.of("/etc/nut/upsmon.conf");

    static Lexed of(String text) {
        return of(text, SecretPolicy.KEEP);
    }

    static Lexed of(String text, SecretPolicy secrets) {
        ConfigProblems problems = new ConfigProblems();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Lexed(
                new ConfigLexer(FILE, secrets, new ReadMemory(), problems).lex(ByteBuffer.wrap(bytes)), problems.all());
    }

    /** The words of every line, of a file without problems. */
    static List<List<String>> wordsOf(String text) {
        Lexed lexed = of(text);
        assertEquals(List.of(), lexed.problems());
        return lexed.words();
    }

    List<List<String>> words() {
        return lines.stream().map(ConfigLine::words).toList();
    }

    String problem() {
        assertEquals(1, problems.size(), () -> problems.toString());
        return problems.get(0).toString();
    }
}
