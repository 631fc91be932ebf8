// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.upsjail.monitor.names.DnsMessages.Query;

/** A nameserver on loopback, UDP and TCP, that answers as a test says: with any bytes, any number of times. */
public final class Nameserver implements AutoCloseable {

    private static final int MAX_QUERY_BYTES = 512;

    private final DatagramSocket datagrams;
    private final ServerSocket streams;
    private final List<Query> queries = new CopyOnWriteArrayList<>();
    private volatile Function<Query, List<byte[]>> behaviour;

    private Nameserver(DatagramSocket datagrams, ServerSocket streams, Function<Query, List<byte[]>> behaviour) {
        this.datagrams = datagrams;
        this.streams = streams;
        this.behaviour = behaviour;
    }

    /** @param behaviour the messages, each a datagram or one behind the other, that a query is answered with */
    static Nameserver answering(Function<Query, List<byte[]>> behaviour) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        ServerSocket streams = new ServerSocket(0, 1, loopback);
        Nameserver server = new Nameserver(new DatagramSocket(streams.getLocalPort(), loopback), streams, behaviour);
        server.start("dns-udp", server::serveDatagrams);
        server.start("dns-tcp", server::serveStreams);
        return server;
    }

    /** One that says {@code address} of every host. */
    public static Nameserver ofAddress(String address) throws IOException {
        Nameserver server = silent();
        server.changeAddress(address);
        return server;
    }

    public void changeAddress(String address) {
        behave(query -> List.of(query.answer(DnsMessages.address(query.name(), address))));
    }

    static Nameserver silent() throws IOException {
        return answering(query -> List.of());
    }

    void behave(Function<Query, List<byte[]>> other) {
        behaviour = other;
    }

    /** Nothing is known but what this server says. */
    public NameSources alone() {
        return new NameSources(
                Map.of(), Map.of(), new ResolvConf(List.of(address()), List.of(), 1, Duration.ofSeconds(20), 1));
    }

    InetSocketAddress address() {
        return new InetSocketAddress(streams.getInetAddress(), streams.getLocalPort());
    }

    /** What has come so far. */
    List<Query> queries() {
        return List.copyOf(queries);
    }

    private void start(String name, Serving serving) {
        Thread thread = new Thread(
                () -> {
                    try {
                        serving.serve();
                    } catch (IOException closed) {
                        // The end of the test.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private interface Serving {
        void serve() throws IOException;
    }

    private void serveDatagrams() throws IOException {
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[MAX_QUERY_BYTES], MAX_QUERY_BYTES);
            datagrams.receive(packet);
            Query query = new Query(Arrays.copyOf(packet.getData(), packet.getLength()), packet.getPort(), false);
            queries.add(query);
            for (byte[] answer : behaviour.apply(query)) {
                datagrams.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        }
    }

    private void serveStreams() throws IOException {
        while (true) {
            try (Socket peer = streams.accept();
                    DataInputStream in = new DataInputStream(peer.getInputStream());
                    DataOutputStream out = new DataOutputStream(peer.getOutputStream())) {
                Query query = new Query(in.readNBytes(in.readUnsignedShort()), peer.getPort(), true);
                queries.add(query);
                for (byte[] answer : behaviour.apply(query)) {
                    out.writeShort(answer.length);
                    out.write(answer);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        datagrams.close();
        streams.close();
    }
}
