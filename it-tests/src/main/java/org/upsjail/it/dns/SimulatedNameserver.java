// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.dns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.upsjail.it.await.Journal;

/** Answers for IPv4 addresses over UDP (RFC 1035), or not at all while it is silent. */
public final class SimulatedNameserver implements AutoCloseable {

    private static final int MAX_BYTES = 512;
    private static final int HEADER_BYTES = 12;
    private static final int FLAGS_AT = 2;
    private static final int ANSWERS_AT = 6;
    private static final short ANSWER = (short) 0x8180;
    private static final short NXDOMAIN = ANSWER | 3;
    private static final short POINTER_TO_QUESTION = (short) 0xC00C;
    private static final short A = 1;

    /** Names asked for that the journal keeps. */
    private static final int JOURNAL_ENTRIES = 10_000;

    private final int port;
    private final Map<String, InetAddress> entries = new ConcurrentHashMap<>();
    private final Journal<String> journal = new Journal<>(JOURNAL_ENTRIES);
    private volatile boolean silent;
    private DatagramSocket socket;

    private SimulatedNameserver() throws IOException {
        socket = serveOn(0);
        port = socket.getLocalPort();
    }

    public static SimulatedNameserver start() throws IOException {
        return new SimulatedNameserver();
    }

    /** The directive of upsjail.conf that makes a monitor ask here. */
    public String directive() {
        return "NAMESERVERS 127.0.0.1:" + port;
    }

    /** What {@code name} comes to from now on. */
    public void enter(String name, String address) throws IOException {
        entries.put(name, InetAddress.getByName(address));
    }

    /** Whether queries are left unanswered from now on. */
    public void silent(boolean nowSilent) {
        silent = nowSilent;
    }

    /** Gives the port up: whoever asks there hears from the kernel that nobody listens. */
    public void die() {
        socket.close();
    }

    /** After {@link #die}: answers again, on the same port. */
    public void comeBack() throws IOException {
        socket = serveOn(port);
    }

    /** Every name asked for, answered or not, once for each query. */
    public Journal<String> journal() {
        return journal;
    }

    private DatagramSocket serveOn(int wanted) throws IOException {
        DatagramSocket open = new DatagramSocket(wanted, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> serve(open), "simulated-nameserver");
        thread.setDaemon(true);
        thread.start();
        return open;
    }

    private void serve(DatagramSocket open) {
        byte[] buffer = new byte[MAX_BYTES];
        while (!open.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, MAX_BYTES);
                open.receive(packet);
                ByteBuffer query = ByteBuffer.wrap(buffer, 0, packet.getLength());
                String name = name(query);
                journal.add(name);
                if (!silent) {
                    byte[] answer = answer(query, entries.get(name));
                    open.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                // Seen by the loop.
            }
        }
    }

    /** Leaves the query's position behind the name. */
    private static String name(ByteBuffer query) {
        StringBuilder name = new StringBuilder();
        query.position(HEADER_BYTES);
        for (int length = query.get(); length > 0; length = query.get()) {
            byte[] label = new byte[length];
            query.get(label);
            name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
        }
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private static byte[] answer(ByteBuffer query, @Nullable InetAddress address) {
        boolean wanted = address != null && query.getShort(query.position()) == A;
        ByteBuffer answer = ByteBuffer.allocate(MAX_BYTES);
        answer.put(query.duplicate().rewind());
        answer.putShort(FLAGS_AT, address != null ? ANSWER : NXDOMAIN).putShort(ANSWERS_AT, (short) (wanted ? 1 : 0));
        if (address != null && wanted) {
            answer.putShort(POINTER_TO_QUESTION).putShort(A).putShort((short) 1).putInt(1);
            answer.putShort((short) address.getAddress().length).put(address.getAddress());
        }
        byte[] bytes = new byte[answer.position()];
        answer.flip().get(bytes);
        return bytes;
    }

    @Override
    public void close() {
        socket.close();
    }
}
