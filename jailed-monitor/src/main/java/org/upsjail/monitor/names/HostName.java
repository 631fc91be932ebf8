// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.upsjail.monitor.names.DnsAnswer.Outcome;

/**
 * One name and what is known of it: the answer while it is good, the address that was known last, and who waits for
 * the look-up that is under way. On the event loop.
 */
final class HostName {

    /** How long a connection waits for a new answer when there is an old address. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** The shortest and the longest an answer is good for: a second joins those that ask together, also for a failure. */
    static final Duration SHORTEST = Duration.ofSeconds(1);

    /** A changed entry is to be followed soon, whatever its time to live was. */
    static final Duration LONGEST = Duration.ofMinutes(1);

    private final EventLoop loop;
    private final AddressFamilies families;
    private final Consumer<String> log;
    private final Consumer<Consumer<DnsAnswer>> lookup;
    private final List<Waiting> waiting = new ArrayList<>();

    private List<InetAddress> lastGood;
    private @Nullable Outcome answer;
    private long goodUntil;
    private Outcome lastSaid = Outcome.FOUND;
    private boolean asking;

    /**
     * @param lastGood an address from before, or none
     * @param log takes what is to be said of this name
     * @param lookup starts a look-up, which ends later and once
     */
    HostName(
            EventLoop loop,
            List<InetAddress> lastGood,
            AddressFamilies families,
            Consumer<String> log,
            Consumer<Consumer<DnsAnswer>> lookup) {
        this.loop = loop;
        this.lastGood = lastGood;
        this.families = families;
        this.log = log;
        this.lookup = lookup;
    }

    void lookUp(Consumer<HostLookup> heard) {
        Outcome good = answer;
        if (good != null && now() - goodUntil < 0) {
            loop.execute(() -> heard.accept(known(good)));
            return;
        }
        Waiting waiter = new Waiting(heard);
        waiting.add(waiter);
        if (!lastGood.isEmpty()) {
            waiter.patience = loop.schedule(() -> impatient(waiter), PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        }
        if (!asking) {
            asking = true;
            lookup.accept(this::answered);
        }
    }

    void forgetAnswer() {
        answer = null;
    }

    private void answered(DnsAnswer news) {
        asking = false;
        answer = news.outcome();
        Duration good = news.timeToLive().compareTo(LONGEST) > 0 ? LONGEST : news.timeToLive();
        goodUntil = now() + (good.compareTo(SHORTEST) < 0 ? SHORTEST : good).toNanos();
        if (news.outcome() == Outcome.FOUND) {
            lastGood = families.select(news.addresses());
        }
        sayIfNew(news.outcome());
        List<Waiting> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(waiter -> waiter.tell(known(news.outcome())));
    }

    private void impatient(Waiting waiter) {
        if (waiting.remove(waiter)) {
            sayIfNew(Outcome.SILENT);
            waiter.tell(known(Outcome.SILENT));
        }
    }

    private HostLookup known(Outcome outcome) {
        return new HostLookup(lastGood, outcome.words());
    }

    /** Without an address the UPS that asks says it. */
    private void sayIfNew(Outcome outcome) {
        if (outcome != lastSaid && !lastGood.isEmpty()) {
            log.accept(
                    outcome == Outcome.FOUND
                            ? "DNS answers again"
                            : outcome.words() + "; going on with the address known before");
            lastSaid = outcome;
        }
    }

    private long now() {
        return loop.ticker().nanoTime();
    }

    /** Somebody who wants to know. */
    private static final class Waiting {

        private final Consumer<HostLookup> heard;
        private @Nullable ScheduledFuture<?> patience;

        Waiting(Consumer<HostLookup> heard) {
            this.heard = heard;
        }

        void tell(HostLookup lookup) {
            if (patience != null) {
                patience.cancel(false);
            }
            heard.accept(lookup);
        }
    }
}
