// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The two ways upsmon.conf writes a command. */
final class CommandWords {

    /** What a shell would act on and we never do. */
    private static final String SHELL_SYNTAX = "|&;<>()$`*?[]{}~!'";

    private CommandWords() {}

    /**
     * NOTIFYCMD as the words of an argument vector. One word with blanks is the form before NUT 2.8.6 and is split by
     * this grammar; it never meets a shell.
     *
     * @throws IllegalArgumentException where the one word needs a shell to mean anything
     */
    static List<String> argumentVector(ConfigLine line) {
        List<String> words = line.arguments();
        String first = words.get(0);
        if (words.size() > 1 || first.indexOf(' ') < 0) {
            return words;
        }
        if (first.chars().anyMatch(c -> SHELL_SYNTAX.indexOf(c) >= 0)) {
            throw new IllegalArgumentException("the command needs a shell, and notify commands are run without one");
        }
        ConfigProblems problems = new ConfigProblems();
        List<ConfigLine> split = new ConfigLexer(line.file(), SecretPolicy.DROP, problems)
                .lex(first.getBytes(StandardCharsets.US_ASCII));
        if (problems.hasErrors() || split.size() != 1) {
            throw new IllegalArgumentException("the command cannot be split into words");
        }
        return split.get(0).words();
    }

    /** SHUTDOWNCMD as one line for a shell: the first word as it is, each further word quoted. */
    static String shellLine(ConfigLine line) {
        StringBuilder command = new StringBuilder(line.arguments().get(0));
        for (String word : line.arguments().subList(1, line.arguments().size())) {
            command.append(" '").append(word.replace("'", "'\\''")).append('\'');
        }
        return command.toString();
    }
}
