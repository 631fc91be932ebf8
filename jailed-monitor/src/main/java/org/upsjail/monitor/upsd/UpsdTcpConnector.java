// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.upsjail.monitor.loop.StrictEventLoop;
import org.upsjail.monitor.names.HostNames;
import org.upsjail.protocol.config.UpsAddress;

/** One MONITOR line: its host looked up each time, and its addresses in order, each with its own time limit. */
final class UpsdTcpConnector implements UpsdConnector {

    /** A whole poll and more; a peer that floods gets no larger one, as Netty's own choice would give it. */
    private static final int READ_BYTES = 2048;

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

    static void boundReading(Channel channel) {
        channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(READ_BYTES));
    }

    @Override
    public void connect(Supplier<UpsdSession> sessions, Consumer<String> failed) {
        names.lookUp(address.host(), found -> {
            if (found.addresses().isEmpty()) {
                failed.accept(found.reason());
            } else {
                new Attempt(sessions, found.addresses(), failed).guarded(Attempt::next);
            }
        });
    }

    /** One address after the other, each with a session of its own, until one is through all that comes before it. */
    private final class Attempt {

        private final Supplier<UpsdSession> sessions;
        private final Iterator<InetAddress> addresses;
        private final Consumer<String> failed;

        /** Of the first address that took a connection, if any did: that is the one somebody has to look at. */
        private @Nullable String refusal;

        Attempt(Supplier<UpsdSession> sessions, List<InetAddress> addresses, Consumer<String> failed) {
            this.sessions = sessions;
            this.addresses = addresses.iterator();
            this.failed = failed;
        }

        /** Neither a look-up, which has others to tell, nor Netty may be left with a fault of ours. */
        void guarded(Consumer<Attempt> step) {
            try {
                step.accept(this);
            } catch (RuntimeException | Error fault) {
                failed.accept("internal error, " + Reasons.of(fault));
                StrictEventLoop.rethrowError(loop, fault);
            }
        }

        void next() {
            InetSocketAddress next = new InetSocketAddress(addresses.next(), address.port());
            ChannelFuture connected = bootstrap(sessions.get()).connect(next);
            if (connected.isDone()) {
                // There was no descriptor for it. Netty tells listeners of that on a thread of its own, which the jail
                // refuses.
                tried(connected);
            } else {
                connected.addListener(done -> guarded(self -> self.tried(done)));
            }
        }

        private void tried(Future<?> connected) {
            if (!connected.isSuccess()) {
                nextOrEnd(Reasons.of(connected.cause()));
            }
        }

        private void refused(String reason) {
            refusal = refusal == null ? reason : refusal;
            guarded(self -> self.nextOrEnd(reason));
        }

        private void nextOrEnd(String reason) {
            if (addresses.hasNext()) {
                next();
            } else {
                names.disappointed(address.host());
                failed.accept(refusal == null ? reason : refusal);
            }
        }

        private Bootstrap bootstrap(UpsdSession session) {
            return new Bootstrap()
                    .group(loop)
                    .channelFactory(channels)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeout.toMillis())
                    .option(ChannelOption.TCP_NODELAY, true)
                    .option(ChannelOption.SO_KEEPALIVE, true)
                    .handler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            boundReading(channel);
                            setup.prepare(channel.pipeline(), Attempt.this::refused);
                            channel.pipeline().addLast(new UpsdLineDecoder(), session);
                        }
                    });
        }
    }
}
