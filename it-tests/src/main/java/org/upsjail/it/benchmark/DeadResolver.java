// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.benchmark;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.upsjail.it.await.NotSeenException;
import org.upsjail.it.benchmark.Contender.Kind;
import org.upsjail.it.process.TemporaryDirectory;

/** A name server that takes queries and answers none, one UPS by name and nine by address behind it. */
final class DeadResolver {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int BY_ADDRESS = 9;

    /** Of loopback, and of nobody: port 53 is the only one that resolv.conf knows. */
    private static final String ADDRESS = "127.0.0.77";

    private static final int DNS_PORT = 53;

    private DeadResolver() {}

    static void play(Kind kind, Measured measured) throws IOException, InterruptedException {
        try (Site site = Site.of(BY_ADDRESS, 1, Duration.ZERO);
                DatagramSocket unread = new DatagramSocket(DNS_PORT, InetAddress.getByName(ADDRESS));
                TemporaryDirectory directory = TemporaryDirectory.create("upsjail-resolver-")) {
            Path resolvConf =
                    Files.writeString(directory.path().resolve("resolv.conf"), "nameserver " + ADDRESS + "\n");
            List<String> systems = new ArrayList<>(List.of("u0@a-name.example:" + unread.getLocalPort()));
            systems.addAll(site.systems());
            try (Contender contender = Contender.startWithResolver(kind, systems, resolvConf, ADDRESS)) {
                try {
                    site.awaitPolls(1, LIMIT);
                    measured.add(
                            "dead resolver, one UPS by name: start to the first poll of the nine others, s",
                            kind,
                            (System.nanoTime() - contender.startedAt()) / 1e9);
                } catch (NotSeenException late) {
                    measured.say(
                            "dead resolver, one UPS by name: start to the first poll of the nine others, s",
                            kind,
                            "not within " + LIMIT.toSeconds() + " s");
                }
                measured.add("dead resolver: of the nine, polled by then", kind, site.polled(1));
            }
        }
    }
}
