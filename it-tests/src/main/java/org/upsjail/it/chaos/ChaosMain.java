// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Lives of a real installation to which random things are done, one after the other, until the time is over; each is checked
 * by {@link Model}. Needs root. After {@code mvn -DskipTests package}:
 *
 * <pre>
 * java -Dupsjail.home=deploy/target/upsjail -cp it-tests/target/classes:protocol/target/classes \
 *     org.upsjail.it.chaos.ChaosMain [MINUTES [SEED]]
 * </pre>
 *
 * <p>Without arguments ten minutes, from a seed of the clock. The lives have the seeds SEED, SEED + 1 and so on; a life that
 * has begun is lived to its end, so {@code ChaosMain 0 SEED} is one life. Ends at the first violation with exit status 1,
 * the seed and the history around it.
 */
public final class ChaosMain {

    private ChaosMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        long minutes = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime() % 1_000_000;
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes);
        long lives = 0;
        do {
            ChaosVerdict verdict = ChaosVerdict.ofLife(seed + lives);
            out.println(verdict);
            if (!verdict.good()) {
                System.exit(1);
            }
            lives++;
        } while (System.nanoTime() - end < 0);
        out.println(lives + " lives, seeds " + seed + " to " + (seed + lives - 1) + ", no violation");
    }
}
