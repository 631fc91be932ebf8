// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.upsjail.dispatcher.command.CommandPlan;

/**
 * Processes that have become the handlers' account and wait to be told what to run, so that an announcement need not wait
 * for that. Each is used once. What it is told it reads as data from its stdin, word by word, and becomes by exec(3): no
 * shell parses any of it. It ends by itself when this process does. Decide thread only.
 */
final class ReadyHandlers {

    /** Two supplies fail at the same moment more often than three. */
    static final int KEPT = 2;

    /** What a process list shows of one that waits. */
    static final String NAME = "upsjail-ready";

    /** Counted words: first the environment, then the command. At the end of stdin before that there is nothing to run. */
    private static final String SCRIPT = """
            unset PWD OLDPWD SHLVL
            read -r n || exit 0
            while [ "$n" -gt 0 ]; do IFS= read -r w || exit 0; export "$w"; n=$((n - 1)); done
            read -r n || exit 0
            while [ "$n" -gt 0 ]; do IFS= read -r w || exit 0; set -- "$@" "$w"; n=$((n - 1)); done
            exec "$@" </dev/null
            """;

    /** What a shell can export. */
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** One line each, the same bytes in every locale. */
    private static final Pattern WORD = Pattern.compile("[ -~]*");

    private final List<String> before;
    private final Deque<Process> waiting = new ArrayDeque<>();

    /** @param before the words of the programs by which a command becomes a handler */
    ReadyHandlers(List<String> before) {
        this.before = List.copyOf(before);
    }

    /** Starts one if there are too few. */
    void prepare() throws IOException {
        waiting.removeIf(process -> !process.isAlive());
        if (waiting.size() < KEPT) {
            waiting.add(ChildProcess.builder(words(before), Map.of())
                    .redirectErrorStream(true)
                    .start());
        }
    }

    static List<String> words(List<String> before) {
        List<String> words = new ArrayList<>(before);
        words.addAll(List.of("/bin/sh", "-c", SCRIPT, NAME));
        return words;
    }

    /** Makes one that waits run {@code plan}; empty if none can, and nothing has been done then. */
    Optional<Process> run(CommandPlan plan) {
        if (!canBeTold(plan)) {
            return Optional.empty();
        }
        for (Process next = waiting.poll(); next != null; next = waiting.poll()) {
            // Shorter than any pipe's buffer, so this never waits for the reader.
            try (OutputStream in = next.getOutputStream()) {
                in.write(told(plan).getBytes(StandardCharsets.US_ASCII));
                in.flush();
                return Optional.of(next);
            } catch (IOException gone) {
                next.destroyForcibly();
            }
        }
        return Optional.empty();
    }

    private static boolean canBeTold(CommandPlan plan) {
        return plan.input().isEmpty()
                && plan.keepOutput()
                && plan.arguments().stream().allMatch(word -> WORD.matcher(word).matches())
                && plan.environment().keySet().stream()
                        .allMatch(name -> VARIABLE.matcher(name).matches())
                && plan.environment().values().stream()
                        .allMatch(value -> WORD.matcher(value).matches());
    }

    private static String told(CommandPlan plan) {
        StringBuilder lines = new StringBuilder();
        lines.append(plan.environment().size()).append('\n');
        plan.environment()
                .forEach((name, value) ->
                        lines.append(name).append('=').append(value).append('\n'));
        lines.append(plan.arguments().size()).append('\n');
        plan.arguments().forEach(word -> lines.append(word).append('\n'));
        return lines.toString();
    }
}
