// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.differential;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * The long run: scripted and random lives, several side by side, each with a upsd, an upsmon and an upsjail of its own.
 * Needs root and Debian's nut-client. After {@code mvn -DskipTests package}:
 *
 * <pre>
 * java -Dupsjail.home=deploy/target/upsjail -cp it-tests/target/classes:protocol/target/classes \
 *     org.upsjail.it.differential.DifferentialMain [RANDOM_LIVES [SIDE_BY_SIDE [FIRST_SEED]]]
 * </pre>
 *
 * <p>Without arguments 100 lives, ten side by side, from seed 1. Prints a verdict for each life. Exit status 0 if all are
 * the same on both sides but for named differences, 1 if not.
 */
public final class DifferentialMain {

    private DifferentialMain() {}

    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        int count = number(arguments, 0, 100);
        int sideBySide = number(arguments, 1, 10);
        int firstSeed = number(arguments, 2, 1);
        List<Life> lives = new ArrayList<>(ScriptedLives.all());
        for (int i = 0; i < count; i++) {
            lives.add(RandomLives.of(firstSeed + (long) i));
        }
        List<Verdict> verdicts = SideBySide.live(lives, sideBySide, out::println);
        long different = verdicts.stream().filter(verdict -> !verdict.same()).count();
        out.println(lives.size() + " lives, " + different + " different");
        System.exit(different == 0 ? 0 : 1);
    }

    private static int number(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }
}
