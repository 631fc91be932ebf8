// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.upsd;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one or more clients say to a upsd, in order. Run against two servers, the transcripts must be the same.
 *
 * <p>After each step a marker is asked, whose reply ends what the step gave: so no reply at all is seen without waiting
 * for a time.
 */
record Dialogue(String name, List<Step> steps) {

    /** A UPS nobody else asks for, so its line is known to be the marker's. */
    private static final String MARKER = "GET UPSDESC marker";

    private static final String MARKER_REPLY = "UPSDESC marker \"Unavailable\"";

    /** How a step is to be read. */
    enum Kind {
        /** The connection lives on. */
        ASK,
        /** The server closes after it. */
        LAST,
        /** Not yet a whole line. */
        PIECE,
        /** The rest of the same read is lost: the marker must not be in it. */
        LOST
    }

    /** Bytes of one client, sent in one write. */
    record Step(Kind kind, String client, String bytes) {}

    static Dialogue named(String name) {
        return new Dialogue(name, List.of());
    }

    /** A command line of the first client. */
    Dialogue ask(String command) {
        return with(Kind.ASK, "A", command + "\n");
    }

    Dialogue ask(String client, String command) {
        return with(Kind.ASK, client, command + "\n");
    }

    /** Several command lines, each a step. */
    Dialogue askAll(String... commands) {
        Dialogue longer = this;
        for (String command : commands) {
            longer = longer.ask(command);
        }
        return longer;
    }

    /** Bytes as they are, in one write. */
    Dialogue write(String bytes) {
        return with(Kind.ASK, "A", bytes);
    }

    /** Bytes that end within a line; what follows goes out in another packet. */
    Dialogue piece(String bytes) {
        return with(Kind.PIECE, "A", bytes);
    }

    Dialogue last(String client, String command) {
        return with(Kind.LAST, client, command + "\n");
    }

    Dialogue last(String command) {
        return last("A", command);
    }

    Dialogue lost(String bytes) {
        return with(Kind.LOST, "A", bytes);
    }

    Dialogue login(String client, String user, String password, String ups) {
        return ask(client, "USERNAME " + user)
                .ask(client, "PASSWORD " + password)
                .ask(client, "LOGIN " + ups);
    }

    /** Runs it and returns each step with what came back. */
    List<String> transcript(int port) throws IOException {
        Map<String, UpsdClient> clients = new LinkedHashMap<>();
        List<String> transcript = new ArrayList<>();
        try (UpsdClient witness = UpsdClient.connect(port)) {
            for (Step step : steps) {
                UpsdClient client = clients.get(step.client);
                if (client == null) {
                    client = UpsdClient.connect(port);
                    clients.put(step.client, client);
                }
                transcript.add(step.client + " " + step.bytes.strip());
                client.send(step.bytes);
                transcript.addAll(replies(step.kind, client, witness));
            }
        } finally {
            for (UpsdClient client : clients.values()) {
                client.close();
            }
        }
        return transcript;
    }

    private static List<String> replies(Kind kind, UpsdClient client, UpsdClient witness) throws IOException {
        if (kind == Kind.LAST) {
            return List.of(client.readToEnd(), "closed");
        }
        if (kind != Kind.ASK) {
            // One thread serves all in turn: two rounds with another client mean that this one has been read.
            upToMarker(witness);
            upToMarker(witness);
        }
        return kind == Kind.PIECE ? List.of() : upToMarker(client);
    }

    private static List<String> upToMarker(UpsdClient client) throws IOException {
        client.send(MARKER + "\n");
        List<String> lines = new ArrayList<>();
        for (String line = client.readLine(); !line.equals(MARKER_REPLY); line = client.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    private Dialogue with(Kind kind, String client, String bytes) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(new Step(kind, client, bytes));
        return new Dialogue(name, List.copyOf(longer));
    }

    @Override
    public String toString() {
        return name;
    }
}
