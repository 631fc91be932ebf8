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
import java.util.function.Supplier;
import java.util.stream.Stream;
import jnr.constants.platform.Signal;
import org.upsjail.dispatcher.command.CommandPlan;

/**
 * Processes that have become the handlers' account and wait to be told what to run, so that an announcement need not wait
 * for that. Each is used once. What it is told it reads as data from its stdin, word by word, and becomes by exec(3): no
 * shell parses any of it. It ends by itself when this process does. Decide thread only, but for what
 * {@link #expect} returns.
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

    private static final byte[] LAST_BYTE = {'\n'};

    private final List<String> before;
    private final LibC libc;
    private final Spawn spawn;
    private final Deque<Ready> waiting = new ArrayDeque<>();

    /** Those that are to run something. Two announcements may have the same plan, so each is found by itself. */
    private final IdentityHashMap<CommandPlan, Ready> expecting = new IdentityHashMap<>();

    /** What those that wait have. */
    private Map<String, String> environment = Map.of();

    /** One of them. */
    static final class Ready {

        private final SpawnedProcess process;
        private final OutputStream input;
        private final InputStream output;
        private boolean told;
        private boolean released;
        private boolean gone;

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

        /** Once: all but the end of the last line, before which nothing runs; that, too, if it was released already. */
        private synchronized void tell(Supplier<byte[]> whole) {
            if (!told) {
                told = true;
                byte[] words = whole.get();
                say(words, released ? words.length : words.length - 1);
            }
        }

        /** From then on it runs what it was told, or will be. On any thread; false if nobody heard what it was told. */
        private synchronized boolean release() {
            if (!released) {
                released = true;
                if (told) {
                    say(LAST_BYTE, LAST_BYTE.length);
                }
            }
            return !gone;
        }

        /** Shorter than any pipe's buffer, so this never waits for the reader. */
        private void say(byte[] words, int length) {
            try {
                input.write(words, 0, length);
            } catch (IOException nobodyReads) {
                gone = true;
            }
            if (gone || released) {
                closed(input);
            }
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
     * One that waits is to run {@code plan}. {@link #run} must follow.
     *
     * @return lets it, once it has been told; on any thread
     */
    Runnable expect(CommandPlan plan) {
        Ready next = canBeTold(plan) ? waiting.poll() : null;
        if (next == null) {
            return () -> {};
        }
        expecting.put(plan, next);
        return next::release;
    }

    /** Tells the one that is to run {@code plan}, if there is one, what that is. */
    void tell(CommandPlan plan) {
        Ready next = expecting.get(plan);
        if (next != null) {
            next.tell(() -> words(plan));
        }
    }

    /** Whether there is one that is to run {@code plan}. */
    boolean expects(CommandPlan plan) {
        return expecting.containsKey(plan);
    }

    /** Makes one that waits run {@code plan}; empty if none can, and nothing has been done then. */
    Optional<Ready> run(CommandPlan plan) {
        while (true) {
            if (!expects(plan)) {
                expect(plan);
            }
            Ready next = expecting.remove(plan);
            if (next == null) {
                return Optional.empty();
            }
            next.tell(() -> words(plan));
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

    private byte[] words(CommandPlan plan) {
        StringBuilder lines = new StringBuilder();
        lines.append(lacking(plan).count()).append('\n');
        lacking(plan).forEach(variable -> lines.append(variable).append('\n'));
        lines.append(plan.arguments().size()).append('\n');
        plan.arguments().forEach(word -> lines.append(word).append('\n'));
        return lines.toString().getBytes(StandardCharsets.US_ASCII);
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
