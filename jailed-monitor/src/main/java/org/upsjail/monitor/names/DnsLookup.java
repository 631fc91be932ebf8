// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.upsjail.monitor.names.DnsAnswer.Outcome;

/**
 * One name, by {@link LookupSteps}; in each step both families are asked for side by side. Ends within
 * {@link #LIMIT}, whatever the servers do. On the event loop.
 */
final class DnsLookup {

    /** As long as the C library's default takes with one server (5 s, twice) and half as much again. */
    static final Duration LIMIT = Duration.ofSeconds(15);

    /** What a family that stays silent costs when the other has an address: some servers never answer for AAAA. */
    static final Duration OTHER_FAMILY = Duration.ofMillis(500);

    private final EventLoop loop;
    private final ResolvConf conf;
    private final List<DnsRecordType> types;
    private final RandomGenerator ids;
    private final LookupSteps steps;
    private final Consumer<DnsAnswer> done;

    private final List<DnsExchange> asking = new ArrayList<>();
    private final List<DnsAnswer> answers = new ArrayList<>();
    private @Nullable ScheduledFuture<?> limit;
    private @Nullable ScheduledFuture<?> otherFamily;
    private boolean over;

    private DnsLookup(
            EventLoop loop,
            ResolvConf conf,
            AddressFamilies families,
            RandomGenerator ids,
            String host,
            Consumer<DnsAnswer> done) {
        this.loop = loop;
        this.conf = conf;
        this.types = Stream.of(families.ipv6() ? DnsRecordType.AAAA : null, families.ipv4() ? DnsRecordType.A : null)
                .flatMap(Stream::ofNullable)
                .toList();
        this.ids = ids;
        this.steps =
                new LookupSteps(DnsName.candidates(host, conf.search(), conf.ndots()), conf.servers(), conf.attempts());
        this.done = done;
    }

    /** Looks {@code host} up, which is askable; {@code done} hears once, later. */
    static void start(
            EventLoop loop,
            ResolvConf conf,
            AddressFamilies families,
            RandomGenerator ids,
            String host,
            Consumer<DnsAnswer> done) {
        DnsLookup lookup = new DnsLookup(loop, conf, families, ids, host, done);
        lookup.limit = loop.schedule(() -> lookup.end(Outcome.SILENT), LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        lookup.take(lookup.steps.first());
    }

    private void take(Optional<LookupSteps.Step> next) {
        if (next.isEmpty()) {
            end(steps.outcome());
            return;
        }
        answers.clear();
        LookupSteps.Step step = next.get();
        for (DnsRecordType type : types) {
            asking.add(DnsExchange.ask(
                    loop, step.server(), step.name(), type, conf.timeout(), ids, answer -> answered(type, answer)));
        }
    }

    private void answered(DnsRecordType type, DnsAnswer answer) {
        if (over) {
            return;
        }
        // In the order of the types, whichever came first.
        answers.add(type.equals(types.get(0)) ? 0 : answers.size(), answer);
        if (answers.size() == types.size()) {
            endOfStep();
        } else if (answer.outcome() == Outcome.FOUND) {
            otherFamily = loop.schedule(this::endOfStep, OTHER_FAMILY.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void endOfStep() {
        stopAsking();
        List<InetAddress> addresses =
                answers.stream().flatMap(answer -> answer.addresses().stream()).toList();
        if (!addresses.isEmpty()) {
            Duration timeToLive = answers.stream()
                    .filter(answer -> answer.outcome() == Outcome.FOUND)
                    .map(DnsAnswer::timeToLive)
                    .min(Duration::compareTo)
                    .orElseThrow();
            end(new DnsAnswer(Outcome.FOUND, addresses, timeToLive));
        } else {
            take(steps.after(together()));
        }
    }

    /** Silent only if nobody spoke, unknown only if both say so. */
    private Outcome together() {
        if (answers.stream().allMatch(answer -> answer.outcome() == Outcome.SILENT)) {
            return Outcome.SILENT;
        }
        return answers.stream().allMatch(answer -> answer.outcome() == Outcome.UNKNOWN)
                ? Outcome.UNKNOWN
                : Outcome.FAILED;
    }

    private void end(Outcome outcome) {
        end(DnsAnswer.without(outcome));
    }

    private void end(DnsAnswer answer) {
        if (!over) {
            over = true;
            stopAsking();
            if (limit != null) {
                limit.cancel(false);
            }
            done.accept(answer);
        }
    }

    private void stopAsking() {
        asking.forEach(DnsExchange::cancel);
        asking.clear();
        if (otherFamily != null) {
            otherFamily.cancel(false);
            otherFamily = null;
        }
    }
}
