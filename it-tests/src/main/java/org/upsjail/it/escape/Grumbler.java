// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.escape;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** Throws what a JVM can throw, prints it with its stack, and lets garbage be collected: what a bad day would bring. */
final class Grumbler {

    /** Begins each line of ours. */
    static final String MARK = "grumbled: ";

    private static final int GARBAGE_BYTES = 1 << 20;

    private final Consumer<String> log;
    private int turn;
    private long garbage;

    private Grumbler(Consumer<String> log) {
        this.log = log;
    }

    static void start(ScheduledExecutorService loop, Consumer<String> log) {
        Grumbler grumbler = new Grumbler(log);
        loop.scheduleAtFixedRate(grumbler::grumble, 1, 1, TimeUnit.SECONDS);
    }

    private void grumble() {
        Object anything = log;
        Object[] nothing = new Object[1];
        List<IntSupplier> troubles = List.of(
                () -> ((String) anything).length(),
                // The JVM finds this null by a signal.
                () -> nothing[0].hashCode(),
                () -> Integer.parseInt("ten"),
                () -> nothing[turn].hashCode(),
                this::endlessly);
        StringWriter stack = new StringWriter();
        try {
            turn++;
            garbage += troubles.get(turn % troubles.size()).getAsInt();
        } catch (RuntimeException | StackOverflowError trouble) {
            trouble.printStackTrace(new PrintWriter(stack));
        }
        garbage += new byte[GARBAGE_BYTES].length;
        System.gc();
        String text = stack.toString();
        log.accept(MARK + text.lines().findFirst().orElse("nothing") + ", " + garbage);
    }

    @SuppressWarnings("InfiniteRecursion") // the stack is to overflow
    private int endlessly() {
        return 1 + endlessly();
    }
}
