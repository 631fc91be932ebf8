// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.upsjail.monitor.names.HostLookup;
import org.upsjail.monitor.names.HostNames;
import org.upsjail.protocol.config.UpsAddress;

/** One MONITOR line: its host looked up each time, and its addresses in order, each with its own time limit. */
final class UpsdTcpConnector implements UpsdConnector {

    private final EventLoop loop;
    private final UpsAddress address;
    private final HostNames names;
    private final Duration connectTimeout;
    private final ConnectionSetup setup;
    private final ChannelFactory<? extends Channel> channels;

    /** @param connectTimeout for each address; zero: as long as the kernel tries */
    UpsdTcpConnector(
            EventLoop loop, UpsAddress address, HostNames names, Duration connectTimeout, ConnectionSetup setup) {
        this(loop, address, names, connectTimeout, setup, NioSocketChannel::new);
    }

    UpsdTcpConnector(
            EventLoop loop,
            UpsAddress address,
            HostNames names,
            Duration connectTimeout,
            ConnectionSetup setup,
            ChannelFactory<? extends Channel> channels) {
        this.loop = loop;
        this.address = address;
        this.names = names;
        this.connectTimeout = connectTimeout;
        this.setup = setup;
        this.channels = channels;
    }

    @Override
    public void connect(Supplier<UpsdSession> sessions, Consumer<String> failed) {
        names.lookUp(address.host(), found -> {
            try {
                connect(sessions, found, failed);
            } catch (RuntimeException | LinkageError fault) {
                // The look-up has others to tell, and this UPS is to be tried again.
                failed.accept("internal error, " + Reasons.of(fault));
            }
        });
    }

    private void connect(Supplier<UpsdSession> sessions, HostLookup found, Consumer<String> failed) {
        if (found.addresses().isEmpty()) {
            failed.accept(found.reason());
        } else {
            connect(sessions, found.addresses(), 0, failed);
        }
    }

    private void connect(
            Supplier<UpsdSession> sessions, List<InetAddress> addresses, int index, Consumer<String> failed) {
        InetSocketAddress next = new InetSocketAddress(addresses.get(index), address.port());
        ChannelFuture connected = bootstrap(sessions.get(), failed).connect(next);
        if (connected.isDone()) {
            // There was no descriptor for it. Netty tells listeners of that on a thread of its own, which the jail
            // refuses.
            tried(connected, sessions, addresses, index, failed);
        } else {
            connected.addListener(done -> tried(done, sessions, addresses, index, failed));
        }
    }

    private void tried(
            Future<?> connected,
            Supplier<UpsdSession> sessions,
            List<InetAddress> addresses,
            int index,
            Consumer<String> failed) {
        if (connected.isSuccess()) {
            return;
        }
        if (index + 1 < addresses.size()) {
            connect(sessions, addresses, index + 1, failed);
        } else {
            names.disappointed(address.host());
            failed.accept(Reasons.of(connected.cause()));
        }
    }

    private Bootstrap bootstrap(UpsdSession session, Consumer<String> failed) {
        return new Bootstrap()
                .group(loop)
                .channelFactory(channels)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeout.toMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        setup.prepare(channel.pipeline(), reason -> {
                            names.disappointed(address.host());
                            failed.accept(reason);
                        });
                        channel.pipeline().addLast(new UpsdLineDecoder(), session);
                    }
                });
    }
}
