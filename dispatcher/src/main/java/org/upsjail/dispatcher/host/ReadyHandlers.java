// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jnr.constants.platform.Signal;
import org.upsjail.dispatcher.command.CommandPlan;

/**
 * Processes that have become the handlers' account and wait to be told what to run, so that an announcement need not wait
 * for that. Each is used once. What it is told it reads as data from its stdin, word by word, and becomes by exec(3): no
 * shell parses any of it. It ends by itself when this process does. Decide thread only, but for
 * what {@link #expect} returns.
 */
final class ReadyHandlers {

    /** Two supplies fail at the same moment more often than three. */
    static final int KEPT = 2;

    /** What a process list shows of one that waits. */
    static final String NAME = "upsjail-ready";

    /** Counted words: first what its environment lacks yet, then the command. At the end of stdin before that there is nothing to run. */
    private static final String SCRIPT = """
            unset PWD OLDPWD SHLVL
            read -r n || exit 0
            while [ "$n" -gt 0 ]; do IFS= read -r w || exit 0; export "$w"; n=$((n - 1)); done
            read -r n || exit 0
            while [ "$n" -gt 0 ]; do IFS= read -r w || exit 0; set -- "$@" "$w"; n=$((n - 1)); done
            exec "$@" </dev/null
            """;

    private final List<String> before;
    private final LibC libc;
    private final Spawn spawn;
    private final Deque<Ready> waiting = new ArrayDeque<>();

    /** Those that know what they will run. Two announcements may have the same plan, so each is found by itself. */
    private final IdentityHashMap<CommandPlan, Ready> expecting = new IdentityHashMap<>();

    /** What those that wait have. */
    private Map<String, String> environment = Map.of();

    /** One of them. */
    static final class Ready {

        private final SpawnedProcess process;
        private final OutputStream input;
        private final InputStream output;
        private boolean released;

        private Ready(SpawnedProcess process, OutputStream input, InputStream output) {
            this.process = process;
            this.input = input;
            this.output = output;
        }

        SpawnedProcess process() {
            return process;
        }

        /** What it will print. */
        InputStream output() {
            return output;
        }

        /** Says the last byte, once: from then on it runs. On any thread; false if there is none to hear it. */
        private synchronized boolean release() {
            if (!released) {
                try {
                    input.write('\n');
                    released = true;
                } catch (IOException gone) {
                    return false;
                } finally {
                    closed(input);
                }
            }
            return true;
        }

        private void end() {
            process.signal(Signal.SIGKILL);
            closed(input);
            closed(output);
        }
    }

    /** @param before the words of the programs by which a command becomes a handler */
    ReadyHandlers(List<String> before, LibC libc) {
        this.before = List.copyOf(before);
        this.libc = libc;
        this.spawn = new Spawn(libc);
    }

    /**
     * Starts one if there are too few.
     *
     * @param base what is in the environment of every plan to come
     */
    void prepare(Map<String, String> base) throws IOException {
        environment = base;
        List<Ready> gone =
                waiting.stream().filter(one -> !one.process().isAlive()).toList();
        waiting.removeAll(gone);
        gone.forEach(Ready::end);
        if (waiting.size() >= KEPT) {
            return;
        }
        waiting.add(started(base));
    }

    private Ready started(Map<String, String> base) throws IOException {
        // Should a stream be refused, the process reads the end of its stdin and ends.
        try (ChildPipe in = ChildPipe.open(libc);
                ChildPipe out = ChildPipe.open(libc)) {
            SpawnedProcess process = spawn.start(words(before), base, in.readEnd(), out.writeEnd());
            return new Ready(process, in.writer(), out.reader());
        }
    }

    private static void closed(Closeable end) {
        try {
            end.close();
        } catch (IOException gone) {
            // As it was to be.
        }
    }

    static List<String> words(List<String> before) {
        List<String> words = new ArrayList<>(before);
        words.addAll(List.of("/bin/sh", "-c", SCRIPT, NAME));
        return words;
    }

    /**
     * Tells one that waits all of {@code plan} but the end of its last line, before which nothing runs. {@link #run} must
     * follow.
     *
     * @return says that, too; on any thread
     */
    Runnable expect(CommandPlan plan) {
        if (!canBeTold(plan)) {
            return () -> {};
        }
        byte[] words = told(plan).getBytes(StandardCharsets.US_ASCII);
        for (Ready next = waiting.poll(); next != null; next = waiting.poll()) {
            try {
                // Shorter than any pipe's buffer, so this never waits for the reader.
                next.input.write(words, 0, words.length - 1);
                expecting.put(plan, next);
                return next::release;
            } catch (IOException gone) {
                next.end();
            }
        }
        return () -> {};
    }

    /** Whether there is one that was told of {@code plan} and did not run by {@link #run} yet. */
    boolean expects(CommandPlan plan) {
        return expecting.containsKey(plan);
    }

    /** Makes one that waits run {@code plan}; empty if none can, and nothing has been done then. */
    Optional<Ready> run(CommandPlan plan) {
        while (true) {
            if (!expecting.containsKey(plan)) {
                expect(plan);
            }
            Ready next = expecting.remove(plan);
            if (next == null) {
                return Optional.empty();
            }
            if (next.release()) {
                return Optional.of(next);
            }
            next.end();
        }
    }

    private boolean canBeTold(CommandPlan plan) {
        return plan.input().isEmpty()
                && plan.keepOutput()
                && plan.environment().entrySet().containsAll(environment.entrySet())
                && plan.arguments().stream().allMatch(ReadyHandlers::isOneLine)
                && lacking(plan).allMatch(variable -> isName(variable.getKey()) && isOneLine(variable.getValue()));
    }

    private Stream<Map.Entry<String, String>> lacking(CommandPlan plan) {
        return plan.environment().entrySet().stream().filter(variable -> !environment.containsKey(variable.getKey()));
    }

    private String told(CommandPlan plan) {
        StringBuilder lines = new StringBuilder();
        lines.append(lacking(plan).count()).append('\n');
        lacking(plan).forEach(variable -> lines.append(variable).append('\n'));
        lines.append(plan.arguments().size()).append('\n');
        plan.arguments().forEach(word -> lines.append(word).append('\n'));
        return lines.toString();
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
