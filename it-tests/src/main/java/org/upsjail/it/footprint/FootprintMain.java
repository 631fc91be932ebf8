// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.footprint;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.upsjail.it.nut.RunningUpsmon;

/**
 * Memory and start of upsjail and of Debian's upsmon, in turn, on one UPS of a simulated upsd, without
 * TLS and with. Needs root. After
 * {@code mvn -DskipTests package}:
 *
 * <pre>
 * java -Dupsjail.home=deploy/target/upsjail -cp it-tests/target/classes:protocol/target/classes \
 *     org.upsjail.it.footprint.FootprintMain [STARTS [POLLS]]
 * </pre>
 *
 * <p>Without arguments 20 starts of each; memory is looked at after 5 polls, which come each second. Prints the table
 * of docs/benchmarks.md. Times mean something on a machine that does nothing else; memory does not depend on that.
 */
public final class FootprintMain {

    private FootprintMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        int starts = number(arguments, 0, 20);
        int polls = number(arguments, 1, 5);
        out.println(starts + " starts of each, memory after " + polls + " polls; median [least..greatest]");
        measure("no TLS", Scene::withoutTls, starts, polls, out);
        measure("TLS", Scene::withTls, starts, polls, out);
    }

    private interface Scenery {
        Scene set() throws IOException, InterruptedException;
    }

    private static void measure(String name, Scenery scenery, int starts, int polls, PrintStream out)
            throws IOException, InterruptedException {
        List<Start> upsmon = new ArrayList<>();
        List<Start> upsjail = new ArrayList<>();
        for (int i = 0; i < starts; i++) {
            // In turn, so that what else the machine does meets both alike.
            if (RunningUpsmon.installed()) {
                upsmon.add(Start.ofUpsmon(scenery.set(), polls));
            }
            upsjail.add(Start.ofUpsjail(scenery.set(), polls));
        }
        out.println();
        FootprintTable.heading(name).forEach(out::println);
        if (!upsmon.isEmpty()) {
            FootprintTable.rows("upsmon", upsmon).forEach(out::println);
        }
        FootprintTable.rows("upsjail", upsjail).forEach(out::println);
        out.println();
        FootprintTable.steps(upsjail).forEach(out::println);
    }

    private static int number(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }
}
