// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.upsjail.protocol.config.MonitorLine;
import org.upsjail.protocol.config.MonitorLine.Role;
import org.upsjail.protocol.fact.Fact;

/** Several UPSes, each with a upsd of its own. */
class UpsLinksTest {

    private static final String EVERYTHING = "and that is everything";

    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final Upsd own = new Upsd(Monitors.of("own@host", 1, Role.PRIMARY));
    private final Upsd others = new Upsd(Monitors.of("others@host", 0, Role.PRIMARY));
    private final Upsd far = new Upsd(Monitors.of("far@host", 1, Role.SECONDARY));
    private final List<String> stated = new ArrayList<>();

    @Test
    void everyUpsIsConnectedTo() {
        watched(own, far).open();

        assertTrue(own.isAskedFor());
        assertTrue(far.isAskedFor());
    }

    @Test
    void shutdownIsSetOnAUpsWhateverItsPowerValue() {
        UpsLinks links = polling(own, others);

        links.orderForcedShutdown();
        assertEquals(List.of("FSD own"), own.heard());
        assertEquals(List.of("FSD others"), others.heard());
    }

    @Test
    void shutdownIsNotSetOnAUpsOfAnotherHost() {
        UpsLinks links = polling(far, own);

        links.orderForcedShutdown();
        assertEquals(List.of(), far.heard());
        assertEquals(List.of("FSD own"), own.heard());
    }

    @Test
    void afterSleepEveryConnectionIsMadeAnew() {
        UpsLinks links = polling(own, far);

        links.forgetAndReconnect();
        assertFalse(own.isConnected());
        assertFalse(far.isConnected());
    }

    @Test
    void loggingOutIsSaidToEveryServer() {
        UpsLinks links = polling(own, far);

        links.logOut();
        assertEquals(List.of("LOGOUT"), own.heard());
        assertEquals(List.of("LOGOUT"), far.heard());
    }

    @Test
    void everythingIsStatedWhenTheLastUpsWasRead() {
        watched(own, far).open();
        own.read();
        assertEquals(List.of("LOGINOK own@host", "COMMOK own@host"), stated);

        far.read();
        assertEquals(
                List.of("LOGINOK own@host", "COMMOK own@host", "LOGINOK far@host", "COMMOK far@host", EVERYTHING),
                stated);
    }

    @Test
    void ofAUpsThatCannotBeReachedSomethingIsStatedToo() {
        watched(own, far).open();
        own.refuse();
        assertEquals(List.of("COMMBAD own@host"), stated);

        far.refuse();
        assertEquals(List.of("COMMBAD own@host", "COMMBAD far@host", EVERYTHING), stated);
    }

    @Test
    void aLoginAloneStatesNothingOfItsUps() {
        watched(own).open();

        own.accept();
        own.logIn();
        assertEquals(List.of("LOGINOK own@host"), stated);
    }

    @Test
    void everythingIsStatedOnce() {
        polling(own, far);

        own.close();
        assertEquals(List.of("COMMBAD own@host"), stated);
    }

    private UpsLinks watched(Upsd... servers) {
        return new UpsLinks(
                loop.eventLoop(),
                Stream.of(servers).map(Upsd::monitor).toList(),
                LinkScene.POLLING,
                monitor -> Stream.of(servers)
                        .filter(server -> server.monitor().equals(monitor))
                        .findFirst()
                        .orElseThrow(),
                this::state,
                () -> stated.add(EVERYTHING),
                line -> {});
    }

    /** With the first status of each read. */
    private UpsLinks polling(Upsd... servers) {
        UpsLinks links = watched(servers);
        links.open();
        Stream.of(servers).forEach(Upsd::read);
        stated.clear();
        return links;
    }

    /** Of the login and the communication; what the status says has tests of its own. */
    private void state(List<Fact> facts) {
        facts.forEach(fact -> {
            switch (fact.type()) {
                case LOGINOK, COMMOK, COMMBAD -> stated.add(fact.type() + " " + fact.ups());
                default -> {}
            }
        });
    }

    /** The server of one UPS. */
    private static final class Upsd implements UpsdConnector {

        private final MonitorLine monitor;
        private final SentLines sent = new SentLines();
        private final EmbeddedChannel connection =
                EmbeddedChannel.builder().register(false).build();
        private final List<Supplier<UpsdSession>> attempts = new ArrayList<>();
        private final List<Consumer<String>> failures = new ArrayList<>();

        Upsd(MonitorLine monitor) {
            this.monitor = monitor;
        }

        @Override
        public void connect(Supplier<UpsdSession> sessions, Consumer<String> failed) {
            attempts.add(sessions);
            failures.add(failed);
        }

        MonitorLine monitor() {
            return monitor;
        }

        boolean isAskedFor() {
            return attempts.size() == 1;
        }

        /** The first status. */
        void read() {
            accept();
            logIn();
            replies(Dialogue.poll("VAR " + monitor.address().upsName() + " ups.status \"OL\""));
            heard();
        }

        void accept() {
            connection
                    .pipeline()
                    .addLast(sent, new UpsdLineDecoder(), attempts.remove(0).get());
            try {
                connection.register();
            } catch (Exception impossible) {
                throw new IllegalStateException(impossible);
            }
            connection.freezeTime();
        }

        void refuse() {
            failures.get(0).accept("connection refused");
        }

        void logIn() {
            replies("OK\nOK\nOK" + (monitor.isPrimary() ? "\nOK" : ""));
        }

        /** One read for each line. */
        void replies(String lines) {
            lines.lines()
                    .forEach(line ->
                            connection.writeInbound(Unpooled.copiedBuffer(line + "\n", StandardCharsets.US_ASCII)));
        }

        /** Since this was last asked. */
        List<String> heard() {
            return sent.take();
        }

        boolean isConnected() {
            return connection.isActive();
        }

        void close() {
            connection.close();
        }
    }
}
