// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
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
    static final Duration BETWEEN_ROUNDS = Duration.ofMillis(20);

    /** A host on which an answer takes longer than a turn has other worries. */
    static final int MAX_TURNS = 2 * ROUNDS;

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final EventLoop loop;
    private final Channel near;
    private final CompletableFuture<Void> firstAnswer = new CompletableFuture<>();
    private int turn;
    private int asked;
    private int answers;

    /** @param near the end that asks */
    SocketRehearsal(EventLoop loop, Channel near) {
        this.loop = loop;
        this.near = near;
        near.pipeline().addLast(new UpsdLineDecoder(), new Answers());
    }

    /** Connects, and asks the first question. The calling thread, which is not the loop's, waits. */
    public static SocketRehearsal prepare(EventLoop loop)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketChannel near = SocketChannel.open(server.getLocalAddress());
            SocketRehearsal rehearsal = new SocketRehearsal(loop, channel(near));
            loop.register(echo(acceptedFrom(near.getLocalAddress(), server))).sync();
            loop.register(rehearsal.near).sync();
            loop.execute(rehearsal::ask);
            rehearsal.firstAnswer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return rehearsal;
        }
    }

    /** Anybody on this host may connect meanwhile. */
    static SocketChannel acceptedFrom(SocketAddress near, ServerSocketChannel server) throws IOException {
        SocketChannel accepted = server.accept();
        while (!near.equals(accepted.getRemoteAddress())) {
            accepted.close();
            accepted = server.accept();
        }
        return accepted;
    }

    private static Channel echo(SocketChannel far) {
        Channel channel = channel(far);
        channel.pipeline().addLast(new Echo());
        return channel;
    }

    /** As those to upsd are. */
    private static Channel channel(SocketChannel socket) {
        Channel channel = new NioSocketChannel(socket);
        UpsdTcpConnector.boundReading(channel);
        return channel;
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
                ask();
            }
            loop.schedule(() -> play(ended), BETWEEN_ROUNDS.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            near.close();
            ended.accept(answers);
        }
    }

    private void ask() {
        asked++;
        near.writeAndFlush(ByteBufUtil.writeAscii(near.alloc(), "GET VAR rehearsal ups.status\n"));
    }

    private final class Answers extends ClosingAtFaults<String> {

        Answers() {
            super(String.class);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, String line) {
            answers++;
            firstAnswer.complete(null);
        }
    }

    private static final class Echo extends ClosingAtFaults<ByteBuf> {

        Echo() {
            super(ByteBuf.class);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
            context.writeAndFlush(bytes.retain());
        }
    }

    /** Netty would print them. */
    private abstract static class ClosingAtFaults<T> extends SimpleChannelInboundHandler<T> {

        ClosingAtFaults(Class<? extends T> messages) {
            super(messages);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
