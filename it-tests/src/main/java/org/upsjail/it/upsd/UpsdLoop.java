// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.upsd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one thread of a server: it owns the sockets and, through {@link UpsdClients}, everything a client can change. */
final class UpsdLoop implements Runnable {

    /** As upsd: a line's rest that does not fit is read later, and what is dropped with a bad line ends here. */
    private static final int READ_BYTES = 512;

    /** Enough for 2,000 clients which connect at the same moment. */
    private static final int BACKLOG = 4_096;

    /** A task takes microseconds: beyond this the thread is no more. */
    private static final long CALL_LIMIT_SECONDS = 30;

    private final Selector selector = Selector.open();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ByteBuffer input = ByteBuffer.allocate(READ_BYTES);
    private final UpsdClients clients;
    private final InetSocketAddress address;
    private @Nullable ServerSocketChannel listener;
    private boolean ended;

    UpsdLoop(UpsdClients clients) throws IOException {
        this.clients = clients;
        listener = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        address = (InetSocketAddress) listener.getLocalAddress();
    }

    InetSocketAddress address() {
        return address;
    }

    /** Runs {@code task} on the thread and returns what it returns; what it throws comes out here. */
    <T> T call(Supplier<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        tasks.add(() -> {
            try {
                result.complete(task.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        selector.wakeup();
        try {
            return result.get(CALL_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the server thread has ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    void stopListening() {
        try {
            if (listener != null) {
                listener.close();
                listener = null;
                // Only the next selection gives the port back to the kernel.
                selector.selectNow();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void listenAgain() {
        try {
            if (listener == null) {
                listener = listen(address);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the thread after this task; to be called as a task. */
    void end() {
        ended = true;
    }

    @Override
    public void run() {
        try (selector) {
            while (!ended) {
                selector.select(
                        this::handle,
                        Math.max(1, clients.patience(System.nanoTime()).toMillis()));
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
                clients.onTime(System.nanoTime());
            }
            clients.dropAll(false);
            stopListening();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        if (key.attachment() instanceof UpsdConnection connection) {
            clients.onReady(connection, key.isReadable(), input);
        } else {
            accept();
        }
    }

    private void accept() {
        try {
            for (SocketChannel channel = next(); channel != null; channel = next()) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
                InetSocketAddress peer = (InetSocketAddress) channel.getRemoteAddress();
                key.attach(clients.accepted(channel, key, peer.getAddress().getHostAddress()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable SocketChannel next() throws IOException {
        return listener == null ? null : listener.accept();
    }

    private ServerSocketChannel listen(InetSocketAddress where) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.bind(where, BACKLOG);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_ACCEPT);
        return channel;
    }
}
