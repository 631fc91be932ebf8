// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.upsjail.monitor.names.AddressFamilies;
import org.upsjail.monitor.names.HostNames;
import org.upsjail.monitor.names.NameSources;
import org.upsjail.protocol.config.MonitorLine;
import org.upsjail.protocol.config.MonitorLine.Role;
import org.upsjail.protocol.config.Secret;
import org.upsjail.protocol.config.UpsAddress;
import org.upsjail.protocol.config.UpsmonConf.Polling;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.UpsName;

/**
 * One whole life of a link over loopback, before the jail: connect, log in, poll, a malformed answer, reconnect refused.
 * What the JDK and Netty load with a first connection or a first exception is then loaded.
 */
public final class UpsdRehearsal {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String UPS = "rehearsal";

    private final EventLoop loop;
    private final HostNames names;
    private final List<Fact> stated = new ArrayList<>();
    private final CompletableFuture<List<Fact>> refused = new CompletableFuture<>();

    private UpsdRehearsal(EventLoop loop, HostNames names) {
        this.loop = loop;
        this.names = names;
    }

    /**
     * Runs on the loop; the calling thread waits. Throws when it could not be played to its end.
     *
     * @return what the link stated
     */
    public static List<Fact> play(EventLoop loop) throws InterruptedException, ExecutionException, TimeoutException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        NameSources sources = NameSources.of(Map.of(loopback.getHostAddress(), List.of(loopback)));
        return new UpsdRehearsal(loop, new HostNames(loop, sources, AddressFamilies.BOTH, line -> {})).play();
    }

    private List<Fact> play() throws InterruptedException, ExecutionException, TimeoutException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        LoopbackServer server = LoopbackServer.listen(loop, () -> List.of(new UpsdLineDecoder(), new ScriptedPeer()));
        UpsLink link = link(loopback, server);
        loop.execute(link::open);
        List<Fact> all = refused.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        server.closeAccepted();
        return all;
    }

    private UpsLink link(InetAddress loopback, LoopbackServer server) {
        MonitorLine monitor = new MonitorLine(
                new UpsName(UPS),
                new UpsAddress(UPS, loopback.getHostAddress(), server.address().getPort()),
                0,
                UPS,
                new Secret(UPS.toCharArray()),
                Role.PRIMARY);
        Polling polling = new Polling(Duration.ofMillis(1), Duration.ofMillis(1), -1);
        UpsLink[] self = new UpsLink[1];
        UpsLink link = new UpsLink(
                loop,
                monitor,
                polling,
                new UpsdConnectors(loop, names, LIMIT, line -> ConnectionSetup.PLAIN).of(monitor),
                Backoff.ofRehearsal(),
                stated::addAll,
                line -> heard(line, server, self[0]));
        self[0] = link;
        return link;
    }

    /** After the malformed answer the server goes away; when that has been noticed too, the play is over. */
    private void heard(String line, LoopbackServer server, UpsLink link) {
        if (line.contains("protocol error")) {
            server.stopListening();
        } else if (line.contains("refused")) {
            link.logOut();
            refused.complete(List.copyOf(stated));
        }
    }

    /** Accepts the login, answers one poll with all there may be, and then says what upsd never says. */
    private static final class ScriptedPeer extends SimpleChannelInboundHandler<String> {

        private boolean polled;

        ScriptedPeer() {
            super(String.class);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, String line) {
            ctx.writeAndFlush(ByteBufUtil.writeAscii(ctx.alloc(), answer(line) + "\n"));
        }

        private String answer(String line) {
            if (!line.startsWith("GET VAR")) {
                return "OK";
            }
            if (polled) {
                return "VAR \"";
            }
            polled = line.endsWith(" experimental.ups.mode.buzzwords");
            if (line.endsWith(" ups.status")) {
                return "VAR " + UPS + " ups.status \"ALARM OB LB WAIT\"";
            }
            return line.endsWith(" ups.alarm")
                    ? "VAR " + UPS + " ups.alarm \"rehearsed\""
                    : polled
                            ? "VAR " + UPS + " experimental.ups.mode.buzzwords \"vendor:rehearsal:ECO\""
                            : "ERR VAR-NOT-SUPPORTED";
        }
    }
}
