// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a upsd that has no TLS and has it in its stead, with the JDK's blocking sockets; or does what somebody on
 * the way would. What passes it in plain text or decrypted reaches the upsd behind.
 */
public final class StartTlsFront implements AutoCloseable {

    /** What it does about STARTTLS. */
    public enum Way {
        /** Agrees and shakes hands. */
        HONEST,
        /** As HONEST, and does without a client that shows no certificate of its own authority. */
        ASKS_FOR_CERTIFICATE,
        /** Says that there is no TLS, and passes on what comes. */
        STRIPS,
        /** Agrees, and then says nothing. */
        SILENT,
        /** Agrees, and goes on in bytes that are no TLS. */
        GARBAGE,
        /** Agrees, and closes. */
        CLOSES
    }

    private static final String NO_TLS = "\0\1\2 this is not TLS\n".repeat(20);

    private static final String OK = "OK STARTTLS\n";

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final InetSocketAddress upsd;
    private volatile Way way;
    private final @Nullable SSLContext context;

    private StartTlsFront(InetSocketAddress upsd, Way way, @Nullable SSLContext context) throws IOException {
        this.upsd = upsd;
        this.way = way;
        this.context = context;
        start("accept", this::accept);
    }

    /** With the certificate called {@code name}. */
    public static StartTlsFront of(InetSocketAddress upsd, Way way, NssDatabase database, String name)
            throws IOException, InterruptedException {
        return new StartTlsFront(upsd, way, context(database.pkcs12(name)));
    }

    /** One that never comes to show a certificate. */
    public static StartTlsFront of(InetSocketAddress upsd, Way way) throws IOException {
        return new StartTlsFront(upsd, way, null);
    }

    /** A UPS behind it as a MONITOR line names it. */
    public String system(String ups) {
        return ups + "@" + server();
    }

    /** As a CERTHOST line names it. */
    public String server() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /**
     * Shakes hands with itself, {@code times} times: else who measures a client measures a JVM that has just begun. The
     * upsd behind sees so many connections that ask nothing.
     */
    public StartTlsFront warmedUp(int times) throws IOException {
        SSLContext trusting = SelfTalk.context();
        for (int i = 0; i < times; i++) {
            try (Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
                SelfTalk.shakeHands(trusting, socket);
            }
        }
        return this;
    }

    /** From the next connection on. Those there are get closed. */
    public void become(Way next) throws IOException {
        way = next;
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            sockets.add(client);
            start("serve", () -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        try (client) {
            String line = readLine(client.getInputStream());
            if (!line.equals("STARTTLS")) {
                throw new IOException("not STARTTLS: " + line);
            }
            switch (way) {
                case STRIPS -> {
                    say(client, "ERR FEATURE-NOT-CONFIGURED\n");
                    passOn(client);
                }
                case SILENT -> {
                    say(client, OK);
                    client.getInputStream().transferTo(OutputStream.nullOutputStream());
                }
                case GARBAGE -> {
                    say(client, OK);
                    // Not before the client has begun: else it would be bytes behind the answer.
                    int begun = client.getInputStream().read();
                    say(client, begun < 0 ? "" : NO_TLS);
                    client.getInputStream().transferTo(OutputStream.nullOutputStream());
                }
                case CLOSES -> say(client, OK);
                case HONEST, ASKS_FOR_CERTIFICATE -> {
                    say(client, OK);
                    passOn(encrypted(client));
                }
            }
        }
    }

    private SSLSocket encrypted(Socket client) throws IOException {
        if (context == null) {
            throw new IllegalStateException("no certificate was given");
        }
        SSLSocket encrypted = (SSLSocket) context.getSocketFactory().createSocket(client, null, true);
        encrypted.setUseClientMode(false);
        encrypted.setNeedClientAuth(way == Way.ASKS_FOR_CERTIFICATE);
        encrypted.startHandshake();
        return encrypted;
    }

    private void passOn(Socket client) throws IOException {
        try (Socket behind = new Socket(upsd.getAddress(), upsd.getPort())) {
            sockets.add(behind);
            start("answers", () -> behind.getInputStream().transferTo(client.getOutputStream()));
            client.getInputStream().transferTo(behind.getOutputStream());
        }
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private static SSLContext context(Path pkcs12) throws IOException {
        char[] password = NssDatabase.transportPassword();
        try (InputStream in = Files.newInputStream(pkcs12)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            // PKIX decrypts the key anew for each handshake, which takes a quarter of a second; this once.
            KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
            keys.init(store, password);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(authorityOf(store));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException wrong) {
            throw new IOException(wrong);
        }
    }

    private static KeyStore authorityOf(KeyStore store) throws GeneralSecurityException, IOException {
        KeyStore authority = KeyStore.getInstance("PKCS12");
        authority.load(null, null);
        authority.setCertificateEntry(
                "authority", store.getCertificateChain(store.aliases().nextElement())[1]);
        return authority;
    }

    private void start(String name, Step step) {
        Thread thread = new Thread(
                () -> {
                    try {
                        step.run();
                    } catch (IOException | UncheckedIOException end) {
                        // Of a connection, from one side or the other: what came of it is seen elsewhere.
                    }
                },
                "starttls-front-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** What a thread does until its connection ends. */
    private interface Step {
        void run() throws IOException;
    }
}
