// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.upsjail.monitor.upsd.ConnectionSetup;
import org.upsjail.protocol.config.ConfigException;
import org.upsjail.protocol.config.ConfigProblem;
import org.upsjail.protocol.config.Configuration;
import org.upsjail.protocol.config.MonitorLine;
import org.upsjail.protocol.config.StartTls;
import org.upsjail.protocol.config.TlsDemand;
import org.upsjail.protocol.config.TlsFiles;
import org.upsjail.protocol.config.UpsmonConf.NamedFile;
import org.upsjail.protocol.config.UpsmonConf.TlsSettings;

/** All that TLS needs of this host's files, read; and with it a way to connect for each MONITOR line. */
public final class TlsClient {

    /** Sessions that may be taken up again: for each server a few. One that gives tickets without end fills no more. */
    static final int MAX_SESSIONS = 64;

    private final StartTls mode;
    private final TlsSettings settings;
    private final List<String> versions;
    private final @Nullable OwnCertificate own;
    private final List<ConfigProblem> warnings;
    private final SSLContext believing;
    private final SSLContext verifying;

    private TlsClient(
            Configuration configuration,
            Set<X509Certificate> trusted,
            @Nullable OwnCertificate own,
            List<ConfigProblem> warnings) {
        this.warnings = warnings;
        this.mode = configuration.upsjail().startTls();
        this.settings = configuration.upsmon().tls();
        this.versions = versions(configuration);
        this.own = own;
        this.believing = context(own, PeerTrust.everyone());
        this.verifying = trusted.isEmpty() ? believing : context(own, PeerTrust.issuedBy(trusted));
    }

    /** Whether there is anything to {@link #read}. */
    public static boolean wanted(Configuration configuration) {
        return configuration.upsjail().startTls() != StartTls.OFF;
    }

    /** The versions of TLS that are spoken, as the JDK calls them, the oldest first; the JDK is made to allow them. */
    public static List<String> versions(Configuration configuration) {
        OldVersions.allowFrom(configuration.upsjail().tlsMin());
        return configuration.upsjail().tlsMin().andNewer();
    }

    /**
     * Reads the files of CERTPATH and CERTFILE, as root and outside the jail. Empty when TLS is off.
     *
     * @throws ConfigException naming the file and what is wrong with it
     */
    public static Optional<TlsClient> read(Configuration configuration) throws ConfigException {
        if (!wanted(configuration)) {
            configuration
                    .upsmon()
                    .tls()
                    .certIdent()
                    .ifPresent(ident -> ident.keyPassword().wipe());
            return Optional.empty();
        }
        TlsFiles.check(configuration);
        TlsSettings tls = configuration.upsmon().tls();
        boolean verified = configuration.upsmon().monitors().stream()
                .anyMatch(monitor -> tls.demandOn(monitor.address()).verify());
        CertificateDates dates = new CertificateDates(Instant.now());
        Set<X509Certificate> trusted = Set.of();
        if (verified || tls.certPath().isPresent()) {
            Path path = tls.certPath().map(NamedFile::path).orElse(TrustedCertificates.OF_THE_SYSTEM);
            trusted = TrustedCertificates.read(path);
            dates.trusted(path, trusted);
        }
        OwnCertificate own = null;
        if (tls.certFile().isPresent()) {
            Path path = tls.certFile().get().path();
            own = OwnCertificateReader.read(path, tls.certIdent());
            dates.own(path, own.certificate());
        }
        return Optional.of(new TlsClient(configuration, verified ? trusted : Set.of(), own, dates.warnings()));
    }

    /** What somebody should look at in these files, though it is no error. */
    public List<ConfigProblem> warnings() {
        return warnings;
    }

    /** @param log hears what protects the connections of this line, when that changes */
    public ConnectionSetup setupFor(MonitorLine monitor, Consumer<String> log) {
        TlsServer server = serverOf(monitor);
        String[] last = {""};
        Consumer<String> opened = protection -> {
            if (!protection.equals(last[0])) {
                last[0] = protection;
                log.accept("UPS " + monitor.ups() + ": connected " + protection);
            }
        };
        return (pipeline, failed) -> pipeline.addLast(new StartTlsHandler(server, opened, failed));
    }

    TlsServer serverOf(MonitorLine monitor) {
        TlsDemand asked = settings.demandOn(monitor.address());
        TlsDemand demand = new TlsDemand(asked.verify(), asked.force() || mode == StartTls.REQUIRE, asked.peerName());
        return new TlsServer(monitor.address(), demand, demand.verify() ? verifying : believing, versions);
    }

    @Nullable
    OwnCertificate own() {
        return own;
    }

    /** As the JDK calls them, the oldest first. */
    List<String> versions() {
        return versions;
    }

    /** What decides of certificates where there is anything to verify. */
    SSLContext verifyingOrBelieving() {
        return verifying;
    }

    static SSLContext context(@Nullable OwnCertificate own, PeerTrust trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager[] keys = own == null ? new KeyManager[0] : new KeyManager[] {own};
            context.init(keys, new TrustManager[] {trust}, null);
            context.getClientSessionContext().setSessionCacheSize(MAX_SESSIONS);
            return context;
        } catch (GeneralSecurityException everyJreHasIt) {
            throw new IllegalStateException(everyJreHasIt);
        }
    }
}
