// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.escape;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.dns.SimulatedNameserver;
import org.upsjail.it.installed.RunningUpsjail;
import org.upsjail.it.installed.Setup;
import org.upsjail.it.nut.RealNut;
import org.upsjail.it.tls.NssDatabase;
import org.upsjail.it.tls.StartTlsFront;
import org.upsjail.it.upsd.SimulatedUpsd;

/**
 * What the network does to a monitor in a bad year, again and again: one UPS of Debian's upsd, one whose host is a name,
 * one that speaks TLS. Each trouble counts once the monitor has been seen to notice it.
 */
final class Troubles implements AutoCloseable {

    /** What happened. */
    enum Trouble {
        UPSD_DIED("upsd died and came back"),
        UPSD_WAS_SILENT("upsd was silent for longer than a question may wait"),
        DNS_FAILED("a name was asked for and no nameserver answered"),
        DNS_WORKED("it was asked for again and answered"),
        TLS_RECONNECTED("TLS was cut and there again"),
        TLS_FAILED("a handshake failed"),
        EXCEPTION("an exception was printed, after which garbage was collected");

        private final String words;

        Trouble(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** Longer than the monitor waits for an answer. */
    private static final Duration FROZEN = Duration.ofSeconds(30);

    /** A look-up may last 15 s, the next attempt at a connection comes within 5, and all this under strace. */
    private static final Duration SOON = Deadline.OF_A_HANG;

    private static final String NAME = "upsd.example";

    /** An answer counts as known for some seconds, in which nobody asks. */
    private static final int ASKED_AT_MOST = 60;

    private final Map<Trouble, Integer> counts = new EnumMap<>(Trouble.class);
    private final NssDatabase certificates = NssDatabase.create().issueForLoopback("right");
    private final SimulatedUpsd named = SimulatedUpsd.serving("named");
    private final SimulatedUpsd secret = SimulatedUpsd.serving("secret");
    private final SimulatedNameserver dns = SimulatedNameserver.start();
    private final StartTlsFront front =
            StartTlsFront.of(secret.address(), StartTlsFront.Way.HONEST, certificates, "right");
    private final RealNut nut = RealNut.start("ups");

    Troubles() throws IOException, InterruptedException {
        dns.enter(NAME, "127.0.0.1");
        for (Trouble trouble : Trouble.values()) {
            counts.put(trouble, 0);
        }
    }

    /** Has these UPSes watched, with TLS demanded and verified of the one that has it. */
    void configure(Setup setup) throws IOException, InterruptedException {
        setup.primaryOf(nut.system("ups"))
                .primaryOf("named@" + NAME + ":" + named.port())
                .primaryOf(front.system("secret"))
                .upsmon("CERTPATH " + certificates.authorityPem())
                .upsmon("CERTHOST " + front.server() + " 127.0.0.1 1 1")
                .upsjail(dns.directive());
    }

    /** Each once, except exceptions, which the monitor makes itself. */
    void round(RunningUpsjail upsjail) throws IOException, InterruptedException {
        cutTls(StartTlsFront.Way.HONEST, upsjail);
        die(upsjail);
        cutTls(StartTlsFront.Way.GARBAGE, upsjail);
        loseNameserver(false, upsjail);
        cutTls(StartTlsFront.Way.HONEST, upsjail);
        beSilent(upsjail);
        cutTls(StartTlsFront.Way.CLOSES, upsjail);
        loseNameserver(true, upsjail);
    }

    /** How often each happened, those included that never did. */
    Map<Trouble, Integer> counts(RunningUpsjail upsjail) {
        long printed = upsjail.program().lines().count(line -> line.text().contains(Grumbler.MARK));
        counts.put(Trouble.EXCEPTION, (int) printed);
        return counts;
    }

    private void die(RunningUpsjail upsjail) throws IOException, InterruptedException {
        long position = upsjail.logPosition();
        nut.killUpsd();
        upsjail.program().awaitLine(position, "Communications with UPS ups@.* lost", SOON);
        nut.startUpsd();
        upsjail.program().awaitLine(position, "Communications with UPS ups@.* established", SOON);
        count(Trouble.UPSD_DIED);
    }

    private void beSilent(RunningUpsjail upsjail) throws IOException, InterruptedException {
        long position = upsjail.logPosition();
        nut.freezeUpsd();
        try {
            upsjail.program().awaitLine(position, "Communications with UPS ups@.* lost", FROZEN);
        } finally {
            nut.thawUpsd();
        }
        upsjail.program().awaitLine(position, "Communications with UPS ups@.* established", SOON);
        count(Trouble.UPSD_WAS_SILENT);
    }

    /** @param mute whether it hears and says nothing; else the kernel says that nobody is there */
    private void loseNameserver(boolean mute, RunningUpsjail upsjail) throws IOException, InterruptedException {
        if (mute) {
            dns.silent(true);
        } else {
            dns.die();
        }
        reconnectNamedUntil("going on with the address known before", upsjail);
        count(Trouble.DNS_FAILED);
        if (mute) {
            dns.silent(false);
        } else {
            dns.comeBack();
        }
        reconnectNamedUntil("DNS answers again", upsjail);
        count(Trouble.DNS_WORKED);
    }

    private void reconnectNamedUntil(String said, RunningUpsjail upsjail) throws IOException, InterruptedException {
        long position = upsjail.logPosition();
        for (int i = 0; i < ASKED_AT_MOST; i++) {
            long seen = named.journal().position();
            named.dropConnections();
            named.journal().awaitFrom(seen, event -> event.isCommand("PASSWORD"), SOON);
            if (upsjail.program().lines().entriesFrom(position).stream()
                    .anyMatch(line -> line.text().contains(said))) {
                return;
            }
        }
        throw new IOException("never said: " + said);
    }

    /** @param way what the server does at first; whatever that is, it is honest again in the end */
    private void cutTls(StartTlsFront.Way way, RunningUpsjail upsjail) throws IOException, InterruptedException {
        long position = upsjail.logPosition();
        if (way != StartTlsFront.Way.HONEST) {
            front.become(way);
            upsjail.program().awaitLine(position, "secret@.*no connection: .*TLS", SOON);
            count(Trouble.TLS_FAILED);
        }
        long seen = secret.journal().position();
        front.become(StartTlsFront.Way.HONEST);
        secret.journal().awaitFrom(seen, event -> event.isCommand("PASSWORD"), SOON);
        count(Trouble.TLS_RECONNECTED);
    }

    private void count(Trouble trouble) {
        counts.merge(trouble, 1, Integer::sum);
    }

    @Override
    public void close() throws IOException {
        try (nut;
                named;
                secret;
                dns;
                certificates;
                front) {
            counts.clear();
        }
    }
}
