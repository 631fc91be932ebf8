// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.upsjail.dispatcher.command.CommandPlan;

/**
 * What a process that waits is told to run: counted words, one a line; first the variables it lacks, then the command. Pure.
 */
public final class HandlerWords {

    private HandlerWords() {}

    /**
     * Of {@code plan}, for one that has {@code environment}; empty where a shell could not take it unchanged, or has what the
     * plan has not.
     */
    public static Optional<byte[]> of(CommandPlan plan, Map<String, String> environment) {
        if (plan.input().isPresent() || !plan.keepOutput()) {
            return Optional.empty();
        }
        List<String> lacking = new ArrayList<>();
        for (Map.Entry<String, String> variable : plan.environment().entrySet()) {
            String given = environment.get(variable.getKey());
            if (given == null && isName(variable.getKey())) {
                lacking.add(variable.getKey() + '=' + variable.getValue());
            } else if (given == null || !given.equals(variable.getValue())) {
                return Optional.empty();
            }
        }
        if (lacking.size() + environment.size() != plan.environment().size()) {
            return Optional.empty();
        }
        StringBuilder lines = new StringBuilder();
        return append(lacking, lines) && append(plan.arguments(), lines)
                ? Optional.of(lines.toString().getBytes(StandardCharsets.US_ASCII))
                : Optional.empty();
    }

    private static boolean append(List<String> words, StringBuilder lines) {
        lines.append(words.size()).append('\n');
        for (String word : words) {
            if (!isOneLine(word)) {
                return false;
            }
            lines.append(word).append('\n');
        }
        return true;
    }

    /** Printable ASCII: the same bytes in every locale. */
    private static boolean isOneLine(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) < ' ' || word.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** What a shell can export. */
    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
