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
import java.util.function.Supplier;

/** The addresses of one MONITOR line in order, each with its own time limit. */
final class UpsdTcpConnector implements UpsdConnector {

    /** upsmon's default since 2.8.3. */
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final EventLoop loop;
    private final List<InetSocketAddress> addresses;
    private final ConnectionSetup setup;

    UpsdTcpConnector(EventLoop loop, List<InetSocketAddress> addresses, ConnectionSetup setup) {
        this.loop = loop;
        this.addresses = List.copyOf(addresses);
        this.setup = setup;
    }

    @Override
    public void connect(Supplier<UpsdSession> sessions, Consumer<String> failed) {
        if (addresses.isEmpty()) {
            loop.execute(() -> failed.accept("host not found"));
        } else {
            connect(sessions, 0, failed);
        }
    }

    private void connect(Supplier<UpsdSession> sessions, int index, Consumer<String> failed) {
        bootstrap(sessions.get(), failed).connect(addresses.get(index)).addListener(done -> {
            if (done.isSuccess()) {
                return;
            }
            if (index + 1 < addresses.size()) {
                connect(sessions, index + 1, failed);
            } else {
                failed.accept(Reasons.of(done.cause()));
            }
        });
    }

    private Bootstrap bootstrap(UpsdSession session, Consumer<String> failed) {
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_TIMEOUT.toMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        setup.prepare(channel.pipeline(), failed);
                        channel.pipeline().addLast(new UpsdLineDecoder(), session);
                    }
                });
    }
}
