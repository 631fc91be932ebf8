// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** A server of a rehearsal. Anybody on this host may connect to it as long as it listens; who did is not kept. */
final class LoopbackServer {

    private final Channel listening;
    private final Queue<Channel> accepted;

    private LoopbackServer(Channel listening, Queue<Channel> accepted) {
        this.listening = listening;
        this.accepted = accepted;
    }

    /** The calling thread, which is not the loop's, waits until it listens. */
    static LoopbackServer listen(EventLoop loop, Supplier<List<ChannelHandler>> handlers) {
        Queue<Channel> accepted = new ConcurrentLinkedQueue<>();
        Channel listening = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel peer) {
                        accepted.add(peer);
                        handlers.get().forEach(peer.pipeline()::addLast);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        return new LoopbackServer(listening, accepted);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /** Once that is done nobody is accepted. */
    ChannelFuture stopListening() {
        return listening.close();
    }

    /** To be called when it no longer listens. */
    void closeAccepted() {
        accepted.forEach(Channel::close);
    }
}
