// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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

    private final List<String> before;
    private final LibC libc;
    private final Spawn spawn;
    private final Deque<ReadyHandler> waiting = new ArrayDeque<>();

    /** Those that are to run something. Two announcements may have the same plan, so each is found by itself. */
    private final IdentityHashMap<CommandPlan, ReadyHandler> expecting = new IdentityHashMap<>();

    /** What those that wait have. */
    private Map<String, String> environment = Map.of();

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
        List<ReadyHandler> gone =
                waiting.stream().filter(one -> !one.process().isAlive()).toList();
        waiting.removeAll(gone);
        gone.forEach(ReadyHandler::end);
        if (waiting.size() >= KEPT) {
            return;
        }
        waiting.add(started(base));
    }

    private ReadyHandler started(Map<String, String> base) throws IOException {
        // Should a stream be refused, the process reads the end of its stdin and ends.
        try (ChildPipe in = ChildPipe.open(libc);
                ChildPipe out = ChildPipe.open(libc)) {
            SpawnedProcess process = spawn.start(words(before), base, in.readEnd(), out.writeEnd());
            return new ReadyHandler(process, in.writer(), out.reader());
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
        ReadyHandler next = canBeTold(plan) ? waiting.poll() : null;
        if (next == null) {
            return () -> {};
        }
        expecting.put(plan, next);
        return next::release;
    }

    /** Tells the one that is to run {@code plan}, if there is one, what that is. */
    void tell(CommandPlan plan) {
        ReadyHandler next = expecting.get(plan);
        if (next != null) {
            next.tell(() -> words(plan));
        }
    }

    /** Whether there is one that is to run {@code plan}. */
    boolean expects(CommandPlan plan) {
        return expecting.containsKey(plan);
    }

    /** Makes one that waits run {@code plan}; empty if none can, and nothing has been done then. */
    Optional<ReadyHandler> run(CommandPlan plan) {
        while (true) {
            if (!expects(plan)) {
                expect(plan);
            }
            ReadyHandler next = expecting.remove(plan);
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
