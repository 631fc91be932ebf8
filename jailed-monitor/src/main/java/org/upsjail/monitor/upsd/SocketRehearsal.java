// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Questions and answers over loopback, until the JVM has compiled what writes and reads sockets: with one UPS that would
 * take some minutes. The connection has both its ends here. It is made before the jail, in which nobody can listen, and
 * used in it.
 */
public final class SocketRehearsal {

    /** C1 compiles what was called 200 times. */
    static final int ROUNDS = 250;

    /** Rare enough that polls in earnest do not notice. */
    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(20);

    /** A host on which an answer takes longer than a turn has other worries. */
    private static final int MAX_TURNS = 2 * ROUNDS;

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final EventLoop loop;
    private final Channel near;
    private int turn;
    private int asked;
    private int answers;

    private SocketRehearsal(EventLoop loop, Channel near) {
        this.loop = loop;
        this.near = near;
    }

    /** Connects. The calling thread, which is not the loop's, waits. */
    public static SocketRehearsal prepare(EventLoop loop)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<Channel> accepted = new CompletableFuture<>();
        Channel server = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(initializer(channel -> {
                    channel.pipeline().addLast(new Echo());
                    accepted.complete(channel);
                }))
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        Channel near = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .handler(initializer(channel -> {}))
                .connect(server.localAddress())
                .sync()
                .channel();
        accepted.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        server.close().sync();
        SocketRehearsal rehearsal = new SocketRehearsal(loop, near);
        near.pipeline().addLast(new UpsdLineDecoder(), rehearsal.new Answers());
        return rehearsal;
    }

    /**
     * Asks now and then, on the loop, and closes the connection.
     *
     * @param ended hears how many answers came
     */
    public void play(Consumer<Integer> ended) {
        if (answers < ROUNDS && turn < MAX_TURNS && near.isActive()) {
            turn++;
            if (answers == asked) {
                asked++;
                near.writeAndFlush(ByteBufUtil.writeAscii(near.alloc(), "GET VAR rehearsal ups.status\n"));
            }
            loop.schedule(() -> play(ended), BETWEEN_ROUNDS.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            near.close();
            ended.accept(answers);
        }
    }

    private static ChannelInitializer<Channel> initializer(Consumer<Channel> prepared) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                UpsdTcpConnector.boundReading(channel);
                prepared.accept(channel);
            }
        };
    }

    private final class Answers extends SimpleChannelInboundHandler<String> {

        Answers() {
            super(String.class);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, String line) {
            answers++;
        }
    }

    private static final class Echo extends SimpleChannelInboundHandler<ByteBuf> {

        Echo() {
            super(ByteBuf.class);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
            context.writeAndFlush(bytes.retain());
        }
    }
}
