// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** The least that a client says which trusts everyone. */
final class SelfTalk {

    private SelfTalk() {}

    static SSLContext context() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Everyone()}, null);
            // Each handshake is to be a whole one.
            context.getClientSessionContext().setSessionTimeout(1);
            return context;
        } catch (GeneralSecurityException wrong) {
            throw new IOException(wrong);
        }
    }

    static void shakeHands(SSLContext context, Socket socket) throws IOException {
        socket.getOutputStream().write("STARTTLS\n".getBytes(StandardCharsets.US_ASCII));
        int next = socket.getInputStream().read();
        while (next >= 0 && next != '\n') {
            next = socket.getInputStream().read();
        }
        try (SSLSocket encrypted =
                (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true)) {
            encrypted.startHandshake();
        }
    }

    private static final class Everyone implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            throw new UnsupportedOperationException("no client is asked for a certificate here");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            // Whoever it is.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
