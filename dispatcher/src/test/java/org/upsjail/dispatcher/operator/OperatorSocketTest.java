// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upsjail.dispatcher.operator.OperatorSocket.Limits;

/** A real Unix socket, asked by those who keep to the rules and by those who do not. */
class OperatorSocketTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Limits PATIENT = new Limits(LONG, LONG);
    private static final int PATIENCE_SECONDS = 30;

    /** Whoever runs the tests is root or counts as the handlers' account, and may ask for the status. */
    private static final String OWN_ACCOUNT = System.getProperty("user.name", "");

    private static final OperatorRequest STATUS = new OperatorRequest(OperatorVerb.STATUS, List.of());

    @TempDir
    Path directory;

    private final List<OperatorSocket> sockets = new ArrayList<>();
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private CompletableFuture<OperatorReply> answer =
            CompletableFuture.completedFuture(OperatorReply.done("all well\n"));

    @AfterEach
    void close() throws IOException {
        for (OperatorSocket socket : sockets) {
            socket.close();
        }
    }

    private void serve(Limits limits) throws IOException {
        sockets.add(OperatorSocket.serve(directory, OWN_ACCOUNT, request -> answer, log::add, limits));
    }

    private OperatorReply ask() throws IOException {
        return new OperatorClient(directory).ask(STATUS);
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve(OperatorSocket.FILE_NAME)));
    }

    private static void send(SocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** All that comes before the connection is closed. */
    private static String rest(SocketChannel channel) throws IOException {
        return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }

    private String logged() throws InterruptedException {
        return String.valueOf(log.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void requestIsAnsweredByTheDesk() throws IOException {
        serve(PATIENT);
        assertEquals(OperatorReply.done("all well\n"), ask());
    }

    @Test
    void refusalReachesTheClientAsOne() throws IOException {
        answer = CompletableFuture.completedFuture(OperatorReply.refused("not now\n"));
        serve(PATIENT);
        assertEquals(OperatorReply.refused("not now\n"), ask());
    }

    @Test
    void longAnswerArrivesWhole() throws IOException {
        String text = "a UPS on line power\n".repeat(50_000);
        answer = CompletableFuture.completedFuture(OperatorReply.done(text));
        serve(PATIENT);
        assertEquals(text, ask().text());
    }

    @Test
    void lineThatIsNoRequestIsRefused() throws IOException {
        serve(PATIENT);
        try (SocketChannel channel = connect()) {
            send(channel, "reboot\n");

            assertEquals("ERR\nthat is no request of this version of upsjail", rest(channel));
        }
    }

    @Test
    void lineThatDoesNotEndIsCutOff() throws IOException, InterruptedException {
        serve(PATIENT);
        try (SocketChannel channel = connect()) {
            send(channel, "x".repeat(OperatorRequest.MAX_LINE_BYTES + 1));

            assertEquals("", rest(channel));
            assertTrue(logged().contains("more than " + OperatorRequest.MAX_LINE_BYTES + " bytes"));
        }
    }

    @Test
    void silentClientIsLeft() throws IOException, InterruptedException {
        serve(new Limits(SHORT, LONG));
        try (SocketChannel channel = connect()) {
            assertEquals("", rest(channel));
            assertTrue(logged().contains("the other end is too slow"));
        }
    }

    @Test
    void halfALineIsNoSignOfLife() throws IOException, InterruptedException {
        serve(new Limits(SHORT, LONG));
        try (SocketChannel channel = connect()) {
            send(channel, "stat");

            assertEquals("", rest(channel));
            assertTrue(logged().contains("the other end is too slow"));
        }
    }

    @Test
    void deskThatDoesNotAnswerIsNotWaitedForForEver() throws IOException {
        answer = new CompletableFuture<>();
        serve(new Limits(LONG, SHORT));
        OperatorReply reply = ask();

        assertFalse(reply.done());
        assertTrue(reply.text().contains("no answer within"), reply::text);
    }

    /** TRUST.md has the first figure. */
    @Test
    void requestHasFiveSecondsAndItsAnswerNinety() {
        assertEquals(new Limits(Duration.ofSeconds(5), Duration.ofSeconds(90)), OperatorSocket.LIMITS);
    }

    @Test
    void answerIsWaitedForAsLongAsItsLimit() throws IOException {
        List<Duration> waited = new ArrayList<>();
        answer = new CompletableFuture<>() {
            @Override
            public OperatorReply get(long time, TimeUnit unit) throws TimeoutException {
                waited.add(Duration.ofNanos(unit.toNanos(time)));
                throw new TimeoutException();
            }
        };
        sockets.add(OperatorSocket.serve(directory, OWN_ACCOUNT, request -> answer, log::add));

        assertEquals(OperatorReply.refused("no answer within 90 s"), ask());
        assertEquals(List.of(OperatorSocket.LIMITS.reply()), waited);
    }

    @Test
    void deskThatFailsSaysWhy() throws IOException {
        answer = CompletableFuture.failedFuture(new IllegalStateException("out of paper"));
        serve(PATIENT);
        OperatorReply reply = ask();

        assertFalse(reply.done());
        assertTrue(reply.text().contains("out of paper"), reply::text);
    }

    @Test
    void clientsBeyondTheBoundAreTurnedAway() throws IOException {
        List<SocketChannel> silent = new ArrayList<>();
        serve(PATIENT);
        try {
            for (int i = 0; i < OperatorSocket.MAX_CONNECTIONS; i++) {
                silent.add(connect());
            }
            try (SocketChannel oneMore = connect()) {
                assertEquals("", rest(oneMore));
            }
        } finally {
            for (SocketChannel channel : silent) {
                channel.close();
            }
        }
    }

    @Test
    void placeOfOneWhoLeftIsFree() throws IOException {
        serve(PATIENT);
        // Were the place of any of them kept, there would be none at the end.
        for (int i = 0; i < 3 * OperatorSocket.MAX_CONNECTIONS; i++) {
            connect().close();
        }

        assertEquals(OperatorReply.done("all well\n"), askUntilThereIsRoom());
    }

    /** One who left is noticed by a thread of the socket's, which may take its time. */
    private OperatorReply askUntilThereIsRoom() throws IOException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try {
                return ask();
            } catch (IOException noRoom) {
                if (System.nanoTime() > giveUp) {
                    throw noRoom;
                }
            }
        }
    }

    @Test
    void socketLeftByADeadDispatcherIsReplaced() throws IOException {
        serve(PATIENT);
        close();
        assertTrue(Files.exists(directory.resolve(OperatorSocket.FILE_NAME)));
        serve(PATIENT);
        assertEquals(OperatorReply.done("all well\n"), ask());
    }

    @Test
    void whoMayEnterTheDirectoryMayConnect() throws IOException {
        serve(PATIENT);
        assertEquals(
                PosixFilePermissions.fromString("rw-rw-rw-"),
                Files.getPosixFilePermissions(directory.resolve(OperatorSocket.FILE_NAME)));
    }

    @Test
    void withoutDispatcherAskingFails() {
        assertThrows(IOException.class, this::ask);
    }
}
