// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.upsjail.it.benchmark.CommandPipe.Run;
import org.upsjail.it.benchmark.Contender.Kind;
import org.upsjail.it.upsd.Misbehaviour;
import org.upsjail.it.upsd.SimulatedUpsd;
import org.upsjail.it.upsd.UpsdEvent;

/** How soon after a change NOTIFYCMD runs, with ten healthy servers and with one that is silent; FSD to SHUTDOWNCMD. */
final class Reactions {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int SERVERS = 10;

    /** Both programs have compiled, or linked, what they need by then. */
    private static final int WARM_UP = 4;

    /** By then upsjail has rehearsed what it does seldom. */
    private static final int POLLS_BEFORE = 15;

    private static final int CHANGES = 20;
    private static final int CHANGES_BESIDE_SILENCE = 5;
    private static final double NANOS_IN_MILLI = 1e6;

    /** Phases of a poll are met at random; the same for both. */
    private static final long SEED = 1;

    private Reactions() {}

    /** @param age how long the program has worked before; upsjail's JVMs compile only what they have done often */
    static void oneUps(Kind kind, Duration age, Measured measured) throws IOException, InterruptedException {
        try (Site site = Site.of(1, 1, Duration.ZERO);
                Contender contender = Contender.start(kind, site.systems(), List.of(), List.of())) {
            site.awaitPolls(POLLS_BEFORE, LIMIT);
            pause(age.toMillis());
            String when = age.isZero() ? "" : ", after " + age.toMinutes() + " minutes";
            Random random = new Random(SEED);
            for (int i = 0; i < WARM_UP + CHANGES; i++) {
                Reaction reaction = change(contender, site.servers().get(0), i, random);
                if (i >= WARM_UP) {
                    measured.add(
                            "reply that carries the change to NOTIFYCMD" + when + ", ms", kind, reaction.fromReply());
                    measured.add(
                            "change at upsd to NOTIFYCMD, polled each second" + when + ", ms",
                            kind,
                            reaction.fromChange());
                }
            }
        }
    }

    static void oneSilentAmongTen(Kind kind, Measured measured) throws IOException, InterruptedException {
        try (Site site = Site.of(SERVERS, 1, Duration.ZERO);
                Contender contender = Contender.start(kind, site.systems(), List.of(), List.of())) {
            site.awaitPolls(2, LIMIT);
            SimulatedUpsd silent = site.servers().get(0);
            silent.misbehave(Misbehaviour.SILENT);
            silent.journal().awaitFrom(silent.journal().position(), UpsdEvent::isPoll, LIMIT);
            Random random = new Random(SEED);
            for (int i = 0; i < CHANGES_BESIDE_SILENCE; i++) {
                SimulatedUpsd changed = site.servers().get(1 + i);
                measured.add(
                        "one silent upsd among ten: change at another to NOTIFYCMD, ms",
                        kind,
                        change(contender, changed, 0, random).fromChange());
            }
        }
    }

    static void shutdown(Kind kind, Measured measured) throws IOException, InterruptedException {
        try (Site site = Site.of(1, 1, Duration.ZERO);
                Contender contender = Contender.start(kind, site.systems(), List.of(), List.of())) {
            site.awaitPolls(3, LIMIT);
            SimulatedUpsd server = site.servers().get(0);
            long position = server.journal().position();
            server.setFsd("u0");
            UpsdEvent told = server.journal()
                    .awaitFrom(
                            position, event -> event.isPoll() && event.reply().contains("\"FSD"), LIMIT);
            Run run = contender.commands().runs().await(one -> one.type().equals("SHUTDOWNCMD"), LIMIT);
            measured.add(
                    "reply with FSD to SHUTDOWNCMD, no secondary, FINALDELAY 0, ms",
                    kind,
                    (run.nanos() - told.nanos()) / NANOS_IN_MILLI);
        }
    }

    private record Reaction(double fromReply, double fromChange) {}

    private static Reaction change(Contender contender, SimulatedUpsd server, int number, Random random)
            throws InterruptedException {
        pause(random.nextInt(1000));
        String status = number % 2 == 0 ? "OB" : "OL";
        String type = number % 2 == 0 ? "ONBATT" : "ONLINE";
        long asked = server.journal().position();
        long ran = contender.commands().runs().position();
        long changedAt = System.nanoTime();
        server.setStatus("u0", status);
        UpsdEvent told = server.journal()
                .awaitFrom(asked, event -> event.isPoll() && event.reply().contains("\"" + status + "\""), LIMIT);
        Run run = contender.commands().runs().awaitFrom(ran, one -> one.is(type, server.system("u0")), LIMIT);
        return new Reaction((run.nanos() - told.nanos()) / NANOS_IN_MILLI, (run.nanos() - changedAt) / NANOS_IN_MILLI);
    }

    static void pause(long millis) throws InterruptedException {
        boolean never = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        if (never) {
            throw new IllegalStateException("a latch nobody has was counted down");
        }
    }
}
