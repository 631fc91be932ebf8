// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The two ways upsmon.conf writes a command. */
final class CommandWords {

    /** What a shell would act on and we never do. */
    private static final String SHELL_SYNTAX = "|&;<>()$`*?[]{}~!'#";

    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*");

    private CommandWords() {}

    /**
     * NOTIFYCMD as the words of an argument vector. One word with blanks is the form before NUT 2.8.6, a line for a
     * shell: it is split as a shell would split it, and never meets one.
     *
     * @throws IllegalArgumentException where the one word needs a shell to mean anything, or there is no program
     */
    static List<String> argumentVector(ConfigLine line) {
        List<String> words = line.arguments();
        boolean needsSplitting = words.size() == 1 && words.get(0).indexOf(' ') >= 0;
        List<String> vector = needsSplitting ? splitShellLine(words.get(0)) : words;
        if (vector.isEmpty() || vector.get(0).isBlank()) {
            throw new IllegalArgumentException("it names no program");
        }
        return vector;
    }

    private static List<String> splitShellLine(String line) {
        boolean shellSyntax = line.chars().anyMatch(c -> SHELL_SYNTAX.indexOf(c) >= 0);
        if (shellSyntax || ASSIGNMENT.matcher(line.strip()).matches()) {
            throw new IllegalArgumentException("the command needs a shell, and notify commands are run without one");
        }
        return split(line);
    }

    private static List<String> split(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        boolean quoted = false;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (c == ' ' && !quoted) {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
                continue;
            }
            begun = true;
            if (c == '"') {
                quoted = !quoted;
            } else {
                word.append(escapes(command, i, quoted) ? command.charAt(++i) : c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a quote inside the command is not closed");
        }
        if (begun) {
            words.add(word.toString());
        }
        return List.copyOf(words);
    }

    /** Inside quotes a shell lets a backslash stand for itself unless it is needed. */
    private static boolean escapes(String command, int at, boolean quoted) {
        if (command.charAt(at) != '\\' || at + 1 == command.length()) {
            return false;
        }
        return !quoted || "\"\\".indexOf(command.charAt(at + 1)) >= 0;
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
