// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryEncoder;
import io.netty.handler.codec.dns.DatagramDnsResponseDecoder;
import io.netty.handler.codec.dns.DefaultDnsQuery;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsQuery;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.handler.codec.dns.TcpDnsQueryEncoder;
import io.netty.handler.codec.dns.TcpDnsResponseDecoder;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.upsjail.monitor.loop.StrictEventLoop;
import org.upsjail.monitor.names.DnsAnswer.Outcome;

/**
 * One question to one server: by UDP, and once more by TCP if the answer did not fit. Each question has a socket of
 * its own, whose port the kernel chooses, connected, so that nobody else's datagrams come in, and an id of its own.
 * A datagram that is not the answer is passed over, so that guessing does not spoil it. On the event loop.
 */
final class DnsExchange {

    /** A server that was not told otherwise sends 512 (RFC 1035); some do not count. */
    static final int MAX_DATAGRAM_BYTES = 4096;

    /** Two thousand addresses; DNS itself has twice as much. */
    static final int MAX_TCP_BYTES = 32 * 1024;

    /** Datagrams that are not the answer, before the server is given up. */
    static final int MAX_STRANGERS = 64;

    private static final int IDS = 1 << 16;

    private final EventLoop loop;
    private final InetSocketAddress server;
    private final DnsQuestion question;
    private final int id;
    private final Consumer<DnsAnswer> answered;

    private @Nullable Channel channel;
    private @Nullable ScheduledFuture<?> limit;
    private boolean over;
    private int strangers;

    private DnsExchange(
            EventLoop loop, InetSocketAddress server, DnsQuestion question, int id, Consumer<DnsAnswer> answered) {
        this.loop = loop;
        this.server = server;
        this.question = question;
        this.id = id;
        this.answered = answered;
    }

    /**
     * Asks; {@code answered} hears once, later, at the latest after {@code limit}.
     *
     * @param ids nobody may be able to guess the next
     */
    static DnsExchange ask(
            EventLoop loop,
            InetSocketAddress server,
            String name,
            DnsRecordType type,
            Duration limit,
            RandomGenerator ids,
            Consumer<DnsAnswer> answered) {
        DnsQuestion question = new DefaultDnsQuestion(name, type);
        DnsExchange exchange = new DnsExchange(loop, server, question, ids.nextInt(IDS), answered);
        exchange.limit = loop.schedule(() -> exchange.end(Outcome.SILENT), limit.toNanos(), TimeUnit.NANOSECONDS);
        loop.execute(exchange::overUdp);
        return exchange;
    }

    /** Ends it without an answer; nobody hears. */
    void cancel() {
        over = true;
        if (limit != null) {
            limit.cancel(false);
        }
        giveUpChannel();
    }

    private void overUdp() {
        if (over) {
            return;
        }
        ChannelFuture connected = new Bootstrap()
                .group(loop)
                .channel(NioDatagramChannel.class)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM_BYTES))
                .handler(pipeline(new DatagramDnsQueryEncoder(), new DatagramDnsResponseDecoder()))
                .connect(server);
        send(connected, new DatagramDnsQuery(null, server, id));
    }

    private void overTcp() {
        giveUpChannel();
        ChannelFuture connected = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                // The limit of the whole ends this, too.
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                .handler(pipeline(
                        new TcpDnsQueryEncoder(), new TcpDnsResponseDecoder(DnsRecordDecoder.DEFAULT, MAX_TCP_BYTES)))
                .connect(server);
        send(connected, new DefaultDnsQuery(id));
    }

    private ChannelHandler pipeline(ChannelHandler encoder, ChannelHandler decoder) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel opened) {
                opened.pipeline().addLast(encoder, decoder, new ResponseHandler());
            }
        };
    }

    private void send(ChannelFuture connected, DnsQuery query) {
        if (connected.isDone() && !connected.isSuccess()) {
            // There was no descriptor for it. Netty tells listeners of that on a thread of its own, which the jail
            // refuses.
            query.release();
            end(Outcome.FAILED);
            return;
        }
        Channel own = connected.channel();
        channel = own;
        query.setRecursionDesired(true).addRecord(DnsSection.QUESTION, question);
        connected.addListener(done -> {
            if (!done.isSuccess()) {
                query.release();
                endOf(own, Outcome.FAILED);
                return;
            }
            own.writeAndFlush(query).addListener(written -> {
                if (!written.isSuccess()) {
                    endOf(own, Outcome.FAILED);
                }
            });
        });
    }

    private void endOf(Channel own, Outcome outcome) {
        if (own == channel) {
            end(outcome);
        } else {
            own.close();
        }
    }

    private void end(Outcome outcome) {
        end(DnsAnswer.without(outcome));
    }

    private void end(DnsAnswer answer) {
        if (!over) {
            cancel();
            answered.accept(answer);
        }
    }

    /** What its closing brings is not heard any more. */
    private void giveUpChannel() {
        Channel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }

    private void stranger() {
        if (++strangers > MAX_STRANGERS) {
            end(Outcome.FAILED);
        }
    }

    /** Of one socket. What comes after the end, or on a socket given up, is not heard. */
    private final class ResponseHandler extends SimpleChannelInboundHandler<DnsResponse> {

        ResponseHandler() {
            super(DnsResponse.class);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, DnsResponse response) {
            if (over || ctx.channel() != channel) {
                return;
            }
            if (response.id() != id || !DnsAnswerReader.answers(response, question)) {
                stranger();
            } else if (!response.isTruncated()) {
                end(DnsAnswerReader.read(response, question));
            } else if (ctx.channel() instanceof NioDatagramChannel) {
                overTcp();
            } else {
                end(Outcome.FAILED);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            StrictEventLoop.rethrowError(loop, cause);
            if (cause instanceof DecoderException && ctx.channel() instanceof NioDatagramChannel) {
                stranger();
            } else {
                // Also when this host was told that nobody listens there.
                endOf(ctx.channel(), Outcome.FAILED);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            if (ctx.channel() == channel) {
                end(Outcome.FAILED);
            }
        }
    }
}
