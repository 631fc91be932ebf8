// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.upsjail.protocol.config.ConfigProblem.Severity;

/** What the lexer and the reader of upsmon.conf made of a text. */
record ReadConf(UpsmonConf conf, List<ConfigProblem> problems) {

    static ReadConf of(String... lines) {
        ConfigProblems problems = new ConfigProblems();
        byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.US_ASCII);
        List<ConfigLine> lexed =
                new ConfigLexer(Lexed.FILE, SecretPolicy.KEEP, new ReadMemory(), problems).lex(ByteBuffer.wrap(bytes));
        return new ReadConf(UpsmonConfReader.read(lexed, problems), problems.all());
    }

    /** Of lines in which nothing is wrong. */
    static UpsmonConf faultless(String... lines) {
        ReadConf read = of(lines);
        assertEquals(List.of(), read.problems());
        return read.conf();
    }

    /** Of lines with one error in them. */
    static String error(String... lines) {
        return onlyProblem(Severity.ERROR, lines);
    }

    /** Of lines with one warning in them. */
    static String warning(String... lines) {
        return onlyProblem(Severity.WARNING, lines);
    }

    private static String onlyProblem(Severity severity, String... lines) {
        ReadConf read = of(lines);
        assertEquals(1, read.problems().size(), () -> read.problems().toString());
        assertEquals(severity, read.problems().get(0).severity());
        return read.problems().get(0).toString();
    }

    static void assertError(String expected, String... lines) {
        String error = error(lines);
        assertTrue(error.contains(expected), () -> "<" + expected + "> is not in <" + error + ">");
    }
}
