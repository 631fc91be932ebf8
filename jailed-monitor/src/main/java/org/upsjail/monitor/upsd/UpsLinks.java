// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import io.netty.channel.EventLoop;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.upsjail.protocol.config.MonitorLine;
import org.upsjail.protocol.config.UpsmonConf;
import org.upsjail.protocol.config.UpsmonConf.Polling;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.UpsName;

/** All UPSes of the configuration, each with a link of its own. Lives on the event loop. */
public final class UpsLinks implements UpsWatch {

    private final List<UpsLink> links;
    private final Set<UpsName> unheard = new HashSet<>();
    private final Consumer<List<Fact>> facts;
    private final Runnable everythingStated;

    /**
     * @param facts takes what is to be stated, in order
     * @param everythingStated runs once, when something has been stated of every UPS
     * @param log takes lines for an operator
     */
    public UpsLinks(
            EventLoop loop,
            UpsmonConf conf,
            UpsdConnectors connectors,
            Consumer<List<Fact>> facts,
            Runnable everythingStated,
            Consumer<String> log) {
        this(loop, conf.monitors(), conf.polling(), connectors::of, facts, everythingStated, log);
    }

    UpsLinks(
            EventLoop loop,
            List<MonitorLine> monitors,
            Polling polling,
            Function<MonitorLine, UpsdConnector> connectors,
            Consumer<List<Fact>> facts,
            Runnable everythingStated,
            Consumer<String> log) {
        this.facts = facts;
        this.everythingStated = everythingStated;
        Random random = new Random();
        links = monitors.stream()
                .map(monitor -> new UpsLink(
                        loop,
                        monitor,
                        polling,
                        connectors.apply(monitor),
                        new Backoff(random, polling.normal()),
                        this::state,
                        log))
                .toList();
        monitors.stream().map(MonitorLine::ups).forEach(unheard::add);
    }

    @Override
    public void open() {
        links.forEach(UpsLink::open);
    }

    @Override
    public void orderForcedShutdown() {
        links.forEach(UpsLink::orderForcedShutdown);
    }

    @Override
    public void forgetAndReconnect() {
        links.forEach(UpsLink::forgetAndReconnect);
    }

    @Override
    public void logOut() {
        links.forEach(UpsLink::logOut);
    }

    private void state(List<Fact> news) {
        facts.accept(news);
        boolean pending = !unheard.isEmpty();
        news.stream().filter(UpsLinks::isOutcome).map(Fact::ups).forEach(unheard::remove);
        if (pending && unheard.isEmpty()) {
            everythingStated.run();
        }
    }

    /** A login alone says nothing of the UPS. */
    private static boolean isOutcome(Fact fact) {
        return switch (fact.type()) {
            case COMMOK, COMMBAD -> true;
            default -> false;
        };
    }
}
