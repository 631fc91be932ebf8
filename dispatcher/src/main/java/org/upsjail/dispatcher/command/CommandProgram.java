// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The program that a command begins with, and whether there is one: looked for as execvp(3) and a shell do. */
public final class CommandProgram {

    /** Any of these makes more of a word than a name. */
    private static final Pattern SHELL_SYNTAX = Pattern.compile("[^A-Za-z0-9._/+:@%~-]");

    /** Words with which a line of sh may begin and that are no programs, but for those that are both. */
    private static final Set<String> SHELLS_OWN = Set.of(
            ".", ":", "break", "cd", "command", "eval", "exec", "exit", "export", "for", "if", "set", "trap", "ulimit",
            "umask", "until", "wait", "while");

    private CommandProgram() {}

    /**
     * Says that the program of a command that no shell reads will not be found.
     *
     * @param word the first word of the command
     * @return the word, or empty where the program is there
     */
    public static Optional<String> missing(String word) {
        return isThere(word) ? Optional.empty() : Optional.of(word);
    }

    /**
     * Says that the program of a line of sh will not be found; of a line that begins with more than a name nothing is said.
     *
     * @return its first word, or empty
     */
    public static Optional<String> missingInShellLine(String line) {
        String word = line.strip().split("\\s+", 2)[0];
        if (word.isEmpty() || SHELL_SYNTAX.matcher(word).find() || word.startsWith("~") || SHELLS_OWN.contains(word)) {
            return Optional.empty();
        }
        return missing(word);
    }

    private static boolean isThere(String word) {
        if (word.contains("/")) {
            return isProgram(Path.of(word));
        }
        for (String directory : ProgramEnvironment.PATH.split(":", -1)) {
            if (isProgram(Path.of(directory, word))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
