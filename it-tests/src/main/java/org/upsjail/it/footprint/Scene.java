// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.footprint;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.upsjail.it.tls.NssDatabase;
import org.upsjail.it.tls.StartTlsFront;
import org.upsjail.it.upsd.SimulatedUpsd;
import org.upsjail.it.upsd.UpsdEvent;

/** One UPS on a upsd, with TLS or without, and what upsmon.conf says about that. */
final class Scene implements AutoCloseable {

    private static final String UPS = "ups";
    private static final String CERTIFICATE = "server";

    /** After these a whole handshake takes a JVM a few milliseconds, as it takes Debian's upsd. */
    private static final int HANDSHAKES_TO_WARM_UP = 20;

    private final SimulatedUpsd upsd;
    private final @Nullable NssDatabase database;
    private final @Nullable StartTlsFront front;

    private Scene(SimulatedUpsd upsd, @Nullable NssDatabase database, @Nullable StartTlsFront front) {
        this.upsd = upsd;
        this.database = database;
        this.front = front;
    }

    static Scene withoutTls() throws IOException {
        return new Scene(SimulatedUpsd.serving(UPS), null, null);
    }

    /** The server's certificate is verified, TLS demanded. */
    static Scene withTls() throws IOException, InterruptedException {
        SimulatedUpsd upsd = SimulatedUpsd.serving(UPS);
        NssDatabase database = NssDatabase.create().issueForLoopback(CERTIFICATE);
        letEverybodyRead(database.path());
        StartTlsFront front = StartTlsFront.of(upsd.address(), StartTlsFront.Way.HONEST, database, CERTIFICATE);
        return new Scene(upsd, database, front.warmedUp(HANDSHAKES_TO_WARM_UP));
    }

    /** As a MONITOR line names it. */
    String system() {
        return front == null ? upsd.system(UPS) : front.system(UPS);
    }

    /** For upsmon as Debian has it, linked with NSS. */
    List<String> directivesOfUpsmon() {
        return database == null ? List.of() : List.of("CERTPATH " + database.path(), "CERTVERIFY 1", "FORCESSL 1");
    }

    List<String> directivesOfUpsjail() throws IOException, InterruptedException {
        return database == null
                ? List.of()
                : List.of("CERTPATH " + database.authorityPem(), "CERTVERIFY 1", "FORCESSL 1");
    }

    /** What upsjail.conf says beside. */
    Optional<String> modeOfUpsjail() {
        return database == null ? Optional.of("STARTTLS off") : Optional.empty();
    }

    SimulatedUpsd upsd() {
        return upsd;
    }

    static boolean isPoll(UpsdEvent event) {
        return event.isCommand("GET", "VAR", UPS, "ups.status");
    }

    @Override
    public void close() throws IOException {
        try (upsd) {
            if (front != null) {
                front.close();
            }
        } finally {
            if (database != null) {
                database.close();
            }
        }
    }

    /** upsmon gives root up before it opens the database. */
    private static void letEverybodyRead(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            }
        }
    }
}
