// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToIntFunction;
import org.upsjail.dispatcher.Configurations;
import org.upsjail.protocol.config.UpsmonConf;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactText;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.UpsName;

/** A random life of a host with three UPSes: facts, heartbeats, lost and new monitors, one tick a step. */
final class Walk {

    static final Duration TICK = Duration.ofMillis(200);

    private static final List<FactType> TYPES = List.of(FactType.values());
    private static final List<FactText> TEXTS = List.of(new FactText("Fan failed"), new FactText("TEST"));

    final UpsmonConf conf;
    final Decider decider;
    final List<WalkedUps> upses = new ArrayList<>();
    Duration now = Duration.ofSeconds(1);
    private final Random random;
    private boolean monitored;

    Walk(Random random, int minSupplies) {
        this.random = random;
        conf = Configurations.with(
                "MINSUPPLIES " + minSupplies,
                "DEADTIME 5",
                "HOSTSYNC 6",
                "FINALDELAY 2",
                "OFFDURATION 4",
                "OVERDURATION 3",
                "RBWARNTIME 20",
                "NOCOMMWARNTIME 10",
                Configurations.monitor(new UpsName("a@host"), 1, "primary"),
                Configurations.monitor(new UpsName("b@host"), 2, "primary"),
                Configurations.monitor(new UpsName("c@host"), 1, "secondary"));
        decider = new Decider(conf, Duration.ZERO);
        conf.monitors().forEach(line -> upses.add(new WalkedUps(line, conf.criticalRules())));
    }

    boolean monitored() {
        return monitored;
    }

    /** True about once in {@code times}. */
    boolean onceIn(int times) {
        return random.nextInt(times) == 0;
    }

    /** What happens between two ticks, and the effects of it. */
    List<Effect> happening() {
        if (!monitored) {
            return onceIn(10) ? monitorReady() : List.of();
        }
        if (onceIn(60)) {
            return monitorLost();
        }
        List<Effect> effects = new ArrayList<>();
        if (onceIn(4)) {
            effects.addAll(states(randomFact()));
        }
        if (onceIn(5)) {
            decider.monitorAlive(now);
            upses.forEach(ups -> ups.seen(now));
        }
        return effects;
    }

    List<Effect> tick() {
        now = now.plus(TICK);
        return decider.tick(now);
    }

    List<Effect> monitorLost() {
        monitored = false;
        upses.forEach(WalkedUps::monitorLost);
        return decider.monitorLost(now);
    }

    /** A new monitor, which finds all as it was. */
    List<Effect> monitorReady() {
        monitored = true;
        List<Effect> effects = new ArrayList<>(decider.monitorReady());
        effects.addAll(everythingStatedAgain());
        return effects;
    }

    List<Effect> everythingStatedAgain() {
        List<Effect> effects = new ArrayList<>();
        upses.forEach(ups -> ups.everything().forEach(fact -> effects.addAll(states(fact))));
        return effects;
    }

    /** The power values of those that are certainly not critical. */
    int leastSupplies() {
        return sum(ups -> ups.possiblyCritical(now) ? 0 : ups.powerValue());
    }

    /** The power values of those that may not be critical. */
    int mostSupplies() {
        return sum(ups -> ups.certainlyCritical(now) ? 0 : ups.powerValue());
    }

    private int sum(ToIntFunction<WalkedUps> value) {
        return upses.stream().mapToInt(value).sum();
    }

    private List<Effect> states(Fact fact) {
        upses.stream().filter(ups -> ups.name().equals(fact.ups())).forEach(ups -> ups.states(fact, now));
        return decider.stated(fact, now);
    }

    private Fact randomFact() {
        UpsName ups = upses.get(random.nextInt(upses.size())).name();
        FactType type = TYPES.get(random.nextInt(TYPES.size()));
        if (type == FactType.FSD && !onceIn(10)) {
            type = FactType.NOTFSD;
        }
        Optional<FactText> text = type.mayCarryText() && random.nextBoolean()
                ? Optional.of(TEXTS.get(random.nextInt(TEXTS.size())))
                : Optional.empty();
        return Fact.of(type, ups, text);
    }
}
