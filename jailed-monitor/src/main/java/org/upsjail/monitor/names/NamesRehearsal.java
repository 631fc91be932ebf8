// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One look-up over loopback, before the jail, in which everything goes wrong once: a nameserver that is not there, one
 * that is silent, and one that sends rubbish, then an answer that does not fit, and at last, by TCP, an alias and its
 * address. What the JDK and Netty load for it is then loaded.
 */
public final class NamesRehearsal {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** The silent one is waited for as long; no answer comes from anywhere else than this process. */
    private static final Duration PATIENCE = Duration.ofMillis(5);

    private static final String HOST = "rehearsal.invalid";
    private static final int HEADER_BYTES = 12;
    private static final int FLAGS_AT = 2;
    private static final int ANSWER = 0x8180;
    private static final int TRUNCATED = ANSWER | 0x0200;
    private static final int ONE_QUESTION = 0x0001_0000;
    private static final int POINTER_TO_QUESTION = 0xC00C;

    private final EventLoop loop;
    private final InetAddress loopback = InetAddress.getLoopbackAddress();

    private NamesRehearsal(EventLoop loop) {
        this.loop = loop;
    }

    /** Runs on the loop; the calling thread waits. Throws when it could not be played to its end. */
    public static void play(EventLoop loop) throws InterruptedException, ExecutionException, TimeoutException {
        new NamesRehearsal(loop).play();
    }

    private void play() throws InterruptedException, ExecutionException, TimeoutException {
        Channel silent = datagrams(0, new ChannelInboundHandlerAdapter());
        Channel stream = streams();
        Channel answering = datagrams(addressOf(stream).getPort(), new TruncatingServer());
        lookUp(List.of(closed(), addressOf(silent)), PATIENCE);
        // The whole time: everything is loaded for the first time here, on a machine that may be busy.
        HostLookup outcome = lookUp(List.of(addressOf(answering)), LIMIT);
        for (Channel server : List.of(silent, stream, answering)) {
            server.close().syncUninterruptibly();
        }
        if (!outcome.addresses().equals(List.of(loopback))) {
            throw new ExecutionException("the rehearsal of a look-up: " + outcome.reason(), null);
        }
    }

    private HostLookup lookUp(List<InetSocketAddress> servers, Duration timeout)
            throws InterruptedException, ExecutionException, TimeoutException {
        ResolvConf conf = new ResolvConf(servers, List.of(), 1, timeout, 1);
        NameSources sources = new NameSources(Map.of(), Map.of(), conf);
        HostNames names = new HostNames(loop, sources, AddressFamilies.IPV4, line -> {});
        CompletableFuture<HostLookup> heard = new CompletableFuture<>();
        loop.execute(() -> names.lookUp(HOST, heard::complete));
        return heard.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Where nobody listens any more. */
    private InetSocketAddress closed() {
        Channel channel = datagrams(0, new ChannelInboundHandlerAdapter());
        InetSocketAddress address = addressOf(channel);
        channel.close().syncUninterruptibly();
        return address;
    }

    private Channel datagrams(int port, ChannelInboundHandlerAdapter handler) {
        return new Bootstrap()
                .group(loop)
                .channel(NioDatagramChannel.class)
                .handler(handler)
                .bind(loopback, port)
                .syncUninterruptibly()
                .channel();
    }

    private Channel streams() {
        return new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel peer) {
                        peer.pipeline().addLast(new AnsweringServer());
                    }
                })
                .bind(loopback, 0)
                .syncUninterruptibly()
                .channel();
    }

    private static InetSocketAddress addressOf(Channel channel) {
        return (InetSocketAddress) channel.localAddress();
    }

    /** Rubbish first, then the query back with the marks of an answer that was cut short. */
    private static final class TruncatingServer extends SimpleChannelInboundHandler<DatagramPacket> {

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket query) {
            ByteBuf answer = query.content().copy();
            answer.setShort(FLAGS_AT, TRUNCATED);
            ctx.write(new DatagramPacket(Unpooled.copiedBuffer("rubbish", StandardCharsets.US_ASCII), query.sender()));
            ctx.writeAndFlush(new DatagramPacket(answer, query.sender()));
        }
    }

    /** The question again, an alias of it in the same domain, and the address of that. The query comes in one piece. */
    private static final class AnsweringServer extends SimpleChannelInboundHandler<ByteBuf> {

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf query) {
            query.skipBytes(Short.BYTES);
            ByteBuf answer = ctx.alloc().buffer();
            answer.writeShort(query.getUnsignedShort(query.readerIndex()));
            answer.writeShort(ANSWER).writeInt(ONE_QUESTION | 2).writeInt(0);
            query.skipBytes(HEADER_BYTES);
            answer.writeBytes(query);
            record(answer, POINTER_TO_QUESTION, 5, new byte[] {1, 'x', (byte) 0xC0, HEADER_BYTES});
            int alias = 0xC000 | (answer.writerIndex() - 4);
            record(answer, alias, 1, InetAddress.getLoopbackAddress().getAddress());
            ctx.write(ctx.alloc().buffer().writeShort(answer.readableBytes()));
            ctx.writeAndFlush(answer);
        }

        private static void record(ByteBuf answer, int name, int type, byte[] content) {
            answer.writeShort(name).writeShort(type).writeShort(1).writeInt(1);
            answer.writeShort(content.length).writeBytes(content);
        }
    }
}
