// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The operator's way in: a Unix socket in a directory that only root and the group of RUN_AS_USER may enter. One request a
 * connection, each connection on a thread of its own, so that a test that waits for its handler delays no FSD.
 */
public final class OperatorSocket implements AutoCloseable {

    /** The socket's name in the run directory. */
    static final String FILE_NAME = "operator.sock";

    /** Operators and handlers are few; who finds no room asks again. */
    static final int MAX_CONNECTIONS = 16;

    /** A request is one short line that is there when its sender connects; who is silent only keeps others out. */
    static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);

    /** A test waits for its handler, a reload for a new monitor; both have limits of their own below this. */
    static final Duration REPLY_LIMIT = Duration.ofSeconds(90);

    /** Descriptors that have run out come back; until then accept(2) returns at once. */
    private static final Duration ACCEPT_AGAIN = Duration.ofSeconds(1);

    /** How long a connection may take to ask, and we to answer. */
    record Limits(Duration request, Duration reply) {}

    /** Those of every connection. */
    static final Limits LIMITS = new Limits(REQUEST_LIMIT, REPLY_LIMIT);

    private final ServerSocketChannel server;
    private final OperatorPolicy policy;
    private final OperatorDesk desk;
    private final Consumer<String> log;
    private final Limits limits;
    private final Semaphore room = new Semaphore(MAX_CONNECTIONS);

    private OperatorSocket(
            ServerSocketChannel server, OperatorPolicy policy, OperatorDesk desk, Consumer<String> log, Limits limits) {
        this.server = server;
        this.policy = policy;
        this.desk = desk;
        this.log = log;
        this.limits = limits;
    }

    /**
     * Binds the socket, in place of one that a dead dispatcher left behind, and serves it on a thread of its own.
     *
     * @param directory root's, 0750; made by the caller
     * @param handlerAccount the name of RUN_AS_USER
     */
    public static OperatorSocket serve(Path directory, String handlerAccount, OperatorDesk desk, Consumer<String> log)
            throws IOException {
        return serve(directory, handlerAccount, desk, log, LIMITS);
    }

    /**
     * Serves the socket that this process was given as descriptor 0.
     *
     * @throws IOException with a whole sentence for an admin when that is none
     */
    public static OperatorSocket serveInherited(String handlerAccount, OperatorDesk desk, Consumer<String> log)
            throws IOException {
        if (System.inheritedChannel() instanceof ServerSocketChannel server
                && server.getLocalAddress() instanceof UnixDomainSocketAddress) {
            return serve(server, handlerAccount, desk, log, LIMITS);
        }
        throw new IOException("descriptor 0 is not the operator's socket; start upsjail-dispatcher.service,"
                + " with upsjail-operator.socket");
    }

    static OperatorSocket serve(
            Path directory, String handlerAccount, OperatorDesk desk, Consumer<String> log, Limits limits)
            throws IOException {
        Path path = directory.resolve(FILE_NAME);
        Files.deleteIfExists(path);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        // Connecting takes write permission; who gets as far as here was let in by the directory.
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
        return serve(server, handlerAccount, desk, log, limits);
    }

    private static OperatorSocket serve(
            ServerSocketChannel server, String handlerAccount, OperatorDesk desk, Consumer<String> log, Limits limits) {
        OperatorSocket socket = new OperatorSocket(server, new OperatorPolicy(handlerAccount), desk, log, limits);
        Thread thread = new Thread(socket::accept, "operator");
        thread.setDaemon(true);
        thread.start();
        return socket;
    }

    /** Takes no more requests; those under way are answered. */
    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        boolean said = false;
        while (server.isOpen()) {
            try {
                admit(server.accept());
                said = false;
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException broken) {
                if (!said) {
                    log.accept("the operator's socket takes nobody in (" + broken + "); tried again each second");
                }
                said = true;
                LockSupport.parkNanos(ACCEPT_AGAIN.toNanos());
            }
        }
    }

    private void admit(SocketChannel channel) throws IOException {
        if (!room.tryAcquire()) {
            channel.close();
            return;
        }
        Thread thread = new Thread(() -> serveAndLeave(channel), "operator-connection");
        thread.setDaemon(true);
        thread.start();
    }

    private void serveAndLeave(SocketChannel channel) {
        try {
            serve(channel);
        } finally {
            room.release();
        }
    }

    private void serve(SocketChannel channel) {
        try (OperatorLine line = new OperatorLine(channel)) {
            String user = Peer.accountOf(channel);
            Optional<OperatorRequest> request =
                    OperatorRequest.parse(line.read('\n', OperatorRequest.MAX_LINE_BYTES, limits.request()));
            OperatorReply reply = request.map(asked -> reply(user, asked))
                    .orElseGet(() -> OperatorReply.refused("that is no request of this version of upsjail"));
            line.write((reply.done() ? "OK\n" : "ERR\n") + reply.text(), limits.request());
        } catch (IOException gone) {
            log.accept("an operator's request was not finished: " + gone.getMessage());
        }
    }

    private OperatorReply reply(String user, OperatorRequest request) {
        if (!policy.mayAsk(user, request.verb())) {
            log.accept("'" + request.verb().word() + "' refused to " + user);
            return OperatorReply.refused(
                    user + " may not ask for " + request.verb().word());
        }
        try {
            return desk.handle(request).get(limits.reply().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return OperatorReply.refused("no answer within " + limits.reply().toSeconds() + " s");
        } catch (ExecutionException failed) {
            return OperatorReply.refused("failed: " + failed.getCause());
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            return OperatorReply.refused("stopping");
        }
    }
}
