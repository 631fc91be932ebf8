// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.upsjail.protocol.config.MonitorLine;

/** Opens the connection of one MONITOR line: its addresses in order, each with its own time limit. */
final class UpsdConnector {

    /** upsmon's default since 2.8.3. */
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final EventLoop loop;
    private final MonitorLine monitor;
    private final List<InetSocketAddress> addresses;

    UpsdConnector(EventLoop loop, MonitorLine monitor, List<InetSocketAddress> addresses) {
        this.loop = loop;
        this.monitor = monitor;
        this.addresses = List.copyOf(addresses);
    }

    /** Connects a new session; {@code failed} hears why if no address takes it. On the event loop, both ways. */
    UpsdSession connect(UpsdSessionListener listener, Consumer<String> failed) {
        UpsdSession session = new UpsdSession(monitor, listener);
        if (addresses.isEmpty()) {
            loop.execute(() -> failed.accept("host not found"));
        } else {
            connect(session, 0, failed);
        }
        return session;
    }

    private void connect(UpsdSession session, int index, Consumer<String> failed) {
        bootstrap(session).connect(addresses.get(index)).addListener(done -> {
            if (done.isSuccess()) {
                return;
            }
            if (index + 1 < addresses.size()) {
                connect(session, index + 1, failed);
            } else {
                failed.accept(Reasons.of(done.cause()));
            }
        });
    }

    private Bootstrap bootstrap(UpsdSession session) {
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_TIMEOUT.toMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new UpsdLineDecoder(), session);
                    }
                });
    }
}
