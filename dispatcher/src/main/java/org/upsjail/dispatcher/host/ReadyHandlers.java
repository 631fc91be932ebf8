// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** {@link HandlerWords}, and a line that lets it run. At the end of stdin before that there is nothing to run. */
    private static final String SCRIPT = """
            unset PWD OLDPWD SHLVL
            read -r n || exit 0
            while [ "$n" -gt 0 ]; do IFS= read -r w || exit 0; export "$w"; n=$((n - 1)); done
            read -r n || exit 0
            while [ "$n" -gt 0 ]; do IFS= read -r w || exit 0; set -- "$@" "$w"; n=$((n - 1)); done
            read -r n || exit 0
            exec "$@" </dev/null
            """;

    /** Begins to read what a process will print. */
    interface Reading {
        OutputKeeper begin(SpawnedProcess process, InputStream output);
    }

    private final List<String> before;
    private final LibC libc;
    private final Reading reading;
    private final Spawn spawn;
    private final Deque<ReadyHandler> waiting = new ArrayDeque<>();

    /** Those that are to run something. Two announcements may have the same plan, so each is found by itself. */
    private final IdentityHashMap<CommandPlan, ReadyHandler> expecting = new IdentityHashMap<>();

    /** What those that wait have. */
    private Map<String, String> environment = Map.of();

    /** @param before the words of the programs by which a command becomes a handler */
    ReadyHandlers(List<String> before, LibC libc, Reading reading) {
        this.before = List.copyOf(before);
        this.libc = libc;
        this.reading = reading;
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
        try (ChildPipe in = ChildPipe.open(libc);
                ChildPipe out = ChildPipe.open(libc)) {
            OutputStream input = in.writer();
            try {
                return started(base, in.readEnd(), input, out);
            } catch (IOException failed) {
                input.close();
                throw failed;
            }
        }
    }

    private ReadyHandler started(Map<String, String> base, int stdin, OutputStream input, ChildPipe out)
            throws IOException {
        InputStream output = out.reader();
        try {
            SpawnedProcess process = spawn.start(words(before), base, stdin, out.writeEnd());
            // Its thread is there before there is any hurry.
            return new ReadyHandler(process, input, reading.begin(process, output));
        } catch (IOException failed) {
            output.close();
            throw failed;
        }
    }

    static List<String> words(List<String> before) {
        List<String> words = new ArrayList<>(before);
        words.addAll(List.of("/bin/sh", "-c", SCRIPT, NAME));
        return words;
    }

    /**
     * One that waits is told {@code plan}, and may not run it yet. {@link #run} must follow.
     *
     * @return lets it; on any thread
     */
    Runnable expect(CommandPlan plan) {
        Optional<byte[]> words = waiting.isEmpty() ? Optional.empty() : HandlerWords.of(plan, environment);
        if (words.isEmpty()) {
            return () -> {};
        }
        ReadyHandler next = waiting.remove();
        next.tell(words.get());
        expecting.put(plan, next);
        return next::release;
    }

    /** Makes one that waits run {@code plan}; empty if none can, and nothing has been done then. */
    Optional<ReadyHandler> run(CommandPlan plan) {
        while (true) {
            if (!expecting.containsKey(plan)) {
                expect(plan);
            }
            ReadyHandler next = expecting.remove(plan);
            if (next == null) {
                return Optional.empty();
            }
            if (next.release()) {
                return Optional.of(next);
            }
            next.end();
        }
    }
}
