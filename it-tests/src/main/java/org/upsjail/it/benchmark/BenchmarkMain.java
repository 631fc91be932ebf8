// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.benchmark;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.upsjail.it.benchmark.Contender.Kind;
import org.upsjail.it.nut.RunningUpsmon;

/**
 * The race: Debian's upsmon and upsjail, in turn, on the same simulated servers, with POLLFREQ 1. Needs root. After
 * {@code mvn -DskipTests package} and {@code deploy/target/upsjail/bin/upsjail-archive}:
 *
 * <pre>
 * java -Dupsjail.home=deploy/target/upsjail -cp it-tests/target/classes:protocol/target/classes \
 *     org.upsjail.it.benchmark.BenchmarkMain [ROUNDS [SCENE]...]
 * </pre>
 *
 * <p>Without arguments 3 rounds of all scenes. Prints the table of docs/benchmarks.md: median [least..greatest] over all
 * rounds. Times mean something on a machine that does nothing else; its load is printed.
 */
public final class BenchmarkMain {

    private static final Duration WINDOW = Duration.ofSeconds(20);
    private static final Duration LATER = Duration.ofMinutes(4);
    private static final Duration FAR = Duration.ofMillis(20);

    private BenchmarkMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        Map<String, Scene> scenes = scenes();
        if (arguments.length > 1) {
            Set<String> wanted = new LinkedHashSet<>(Arrays.asList(arguments).subList(1, arguments.length));
            if (!scenes.keySet().containsAll(wanted)) {
                out.println("scenes: " + String.join(" ", scenes.keySet()));
                return;
            }
            scenes.keySet().retainAll(wanted);
        }
        out.println("load before: " + load() + "; rounds: " + rounds + "; median [least..greatest]");
        Measured measured = new Measured();
        for (int round = 0; round < rounds; round++) {
            for (Scene scene : scenes.values()) {
                playBoth(scene, measured);
            }
        }
        out.println("load after: " + load());
        Measured.HEADING.forEach(out::println);
        measured.rows().forEach(out::println);
    }

    /** One after the other, so that what else the machine does meets both alike. */
    private static void playBoth(Scene scene, Measured measured) throws IOException, InterruptedException {
        if (RunningUpsmon.installed()) {
            scene.play(Kind.UPSMON, measured);
        }
        scene.play(Kind.UPSJAIL, measured);
    }

    private static Map<String, Scene> scenes() {
        Map<String, Scene> scenes = new LinkedHashMap<>();
        scenes.put("reaction", (kind, into) -> Reactions.oneUps(kind, Duration.ZERO, into));
        scenes.put("reaction-later", (kind, into) -> Reactions.oneUps(kind, LATER, into));
        scenes.put("silent", Reactions::oneSilentAmongTen);
        scenes.put("resolver", DeadResolver::play);
        scenes.put("shutdown", Reactions::shutdown);
        scenes.put("start", Starts::play);
        for (int upses : List.of(1, 100, 1000, 2000)) {
            scenes.put("upses-" + upses, (kind, into) -> Crowds.play(kind, 1, upses, Duration.ZERO, WINDOW, into));
        }
        scenes.put("upsds-100", (kind, into) -> Crowds.play(kind, 100, 1, Duration.ZERO, WINDOW, into));
        scenes.put("far-100", (kind, into) -> Crowds.play(kind, 10, 10, FAR, WINDOW, into));
        return scenes;
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).strip();
    }
}
