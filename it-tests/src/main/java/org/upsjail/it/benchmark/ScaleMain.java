// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.benchmark;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.upsjail.it.benchmark.Contender.Kind;

/**
 * upsjail alone with many UPSes: all on one upsd, ten each on as many upsds as that takes, and those 20 ms away. Needs
 * root. After {@code mvn -DskipTests package}:
 *
 * <pre>
 * java -Dupsjail.home=deploy/target/upsjail -cp it-tests/target/classes:protocol/target/classes \
 *     org.upsjail.it.benchmark.ScaleMain [UPSES [SECONDS]]
 * </pre>
 *
 * <p>Without arguments 2000 UPSes, each watched for 30 seconds; then all change at once.
 */
public final class ScaleMain {

    private static final int UPSES_OF_A_SERVER = 10;
    private static final Duration FAR = Duration.ofMillis(20);

    private ScaleMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        int upses = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2000;
        Duration window = Duration.ofSeconds(arguments.length > 1 ? Long.parseLong(arguments[1]) : 30);
        Measured measured = new Measured();
        Crowds.play(Kind.UPSJAIL, 1, upses, Duration.ZERO, window, measured);
        int servers = Math.max(1, upses / UPSES_OF_A_SERVER);
        Crowds.play(Kind.UPSJAIL, servers, UPSES_OF_A_SERVER, Duration.ZERO, window, measured);
        Crowds.play(Kind.UPSJAIL, servers, UPSES_OF_A_SERVER, FAR, window, measured);
        Measured.HEADING.forEach(out::println);
        measured.rows().forEach(out::println);
    }
}
