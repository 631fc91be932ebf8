// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.upsjail.it.await.NotSeenException;
import org.upsjail.it.await.Polling;
import org.upsjail.it.benchmark.CommandPipe.Run;
import org.upsjail.it.benchmark.Contender.Kind;
import org.upsjail.it.footprint.Footprint;
import org.upsjail.it.footprint.Spread;

/** Many UPSes: whether the period is kept, what that costs, and all of them changing at once. */
final class Crowds {

    /** upsmon refuses or dies where a descriptor is above 1023, the FD_SETSIZE of select(2). */
    static final int MOST_OF_UPSMON = 1000;

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final double KIB_IN_MIB = 1024;
    private static final double MILLIS_IN_SECOND = 1000;

    /** A burst whose last command is not there by then has lost it. */
    private static final Duration BURST_LIMIT = Duration.ofMinutes(2);

    private Crowds() {}

    /** @param window how long polls and processor time are counted */
    static void play(Kind kind, int servers, int upsesEach, Duration distance, Duration window, Measured measured)
            throws IOException, InterruptedException {
        int upses = servers * upsesEach;
        String where = upses
                + (upses == 1 ? " UPS" : " UPSes")
                + (servers == 1 ? "" : " on " + servers + " upsds")
                + (distance.isZero() ? "" : " " + distance.toMillis() + " ms away");
        if (kind == Kind.UPSMON && upses > MOST_OF_UPSMON) {
            measured.say(where + ": poll period, asked 1000, ms", kind, "cannot");
            return;
        }
        try (Site site = Site.of(servers, upsesEach, distance);
                Contender contender = Contender.start(kind, site.systems(), List.of(), List.of())) {
            site.awaitPolls(3, LIMIT);
            watch(kind, where, site, contender, window, measured);
            burst(kind, where, site, contender, measured);
        }
    }

    private static void watch(
            Kind kind, String where, Site site, Contender contender, Duration window, Measured measured)
            throws IOException, InterruptedException {
        Footprint before = contender.footprint();
        site.countPolls();
        Reactions.pause(window.toMillis());
        Footprint after = contender.footprint();
        Spread periods = Spread.of(site.periods());
        measured.add(where + ": poll period, asked 1000, ms", kind, periods.median());
        measured.add(where + ": the same, of the UPS that waits longest, ms", kind, periods.greatest());
        measured.add(
                where + ": processor, s per minute",
                kind,
                (after.processor() - before.processor()) * 60 / (double) window.toMillis());
        measured.add(where + ": private memory, MiB", kind, after.privateMemory() / KIB_IN_MIB);
        measured.add(where + ": descriptors", kind, after.descriptors());
    }

    private static void burst(Kind kind, String where, Site site, Contender contender, Measured measured)
            throws IOException, InterruptedException {
        int upses = site.systems().size();
        long from = contender.commands().runs().position();
        long began = System.nanoTime();
        site.setStatusOfAll("OB");
        try {
            Polling.until(
                    upses + " commands",
                    BURST_LIMIT,
                    () -> onBattery(contender, from).size() >= upses);
        } catch (NotSeenException lost) {
            // The count below says so.
        }
        List<Run> runs = onBattery(contender, from);
        long last =
                runs.isEmpty() ? System.nanoTime() : runs.get(runs.size() - 1).nanos();
        measured.add(where + ": all change at once, to the last NOTIFYCMD, s", kind, (last - began) / 1e9);
        measured.add(
                where + ": of them commands that never ran",
                kind,
                upses - runs.stream().map(Run::ups).distinct().count());
        // Whoever has just ended may be asked for its status in the next moment.
        Reactions.pause((long) MILLIS_IN_SECOND);
        measured.add(where + ": zombies afterwards", kind, contender.zombies());
    }

    private static List<Run> onBattery(Contender contender, long from) {
        return contender.commands().runs().entriesFrom(from).stream()
                .filter(run -> run.type().equals("ONBATT"))
                .toList();
    }
}
