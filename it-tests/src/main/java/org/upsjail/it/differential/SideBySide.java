// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Several lives at the same time: most of a life is waiting for polls. */
final class SideBySide {

    /** How many upsjails start at the same time, two JVMs each: more of them keep no start-up limit on two cores. */
    private static final int STARTING = 2;

    private SideBySide() {}

    /** Lives them, {@code atOnce} at a time; {@code told} hears each verdict as it is reached. */
    static List<Verdict> live(List<Life> lives, int atOnce, Consumer<Verdict> told)
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        Semaphore turns = new Semaphore(STARTING);
        CompletionService<Verdict> running = new ExecutorCompletionService<>(threads);
        lives.forEach(life -> running.submit(() -> LifeRun.of(life, turns)));
        threads.shutdown();
        List<Verdict> verdicts = new ArrayList<>();
        while (verdicts.size() < lives.size()) {
            Verdict verdict = running.take().get();
            told.accept(verdict);
            verdicts.add(verdict);
        }
        return verdicts;
    }
}
