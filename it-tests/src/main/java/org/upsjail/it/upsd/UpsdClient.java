// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.upsd;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.upsjail.it.await.Deadline;

/** The plainest client of any upsd: sends bytes, reads lines. Each character is one byte. */
public final class UpsdClient implements AutoCloseable {

    /** Any server here answers in milliseconds; what takes longer will not come. */
    private static final Duration READ_LIMIT = Deadline.OF_A_HANG;

    private final Socket socket;
    private final InputStream in;

    private UpsdClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Connects to a loopback port. */
    public static UpsdClient connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) READ_LIMIT.toMillis());
            return new UpsdClient(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends exactly these bytes in one write. */
    public void send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends a command line and returns the next line that comes, without its end. */
    public String ask(String command) throws IOException {
        send(command + "\n");
        return readLine();
    }

    /**
     * The next line without its end.
     *
     * @throws EOFException if the server closed before its end
     */
    public String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("closed after '" + line.toString(StandardCharsets.ISO_8859_1) + "'");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** Everything up to the server's close. */
    public String readToEnd() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** The next {@code count} bytes, or those up to the server's close. */
    public String read(int count) throws IOException {
        return new String(in.readNBytes(count), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
