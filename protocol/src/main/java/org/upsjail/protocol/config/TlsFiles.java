// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.upsjail.protocol.config.UpsmonConf.CertIdent;
import org.upsjail.protocol.config.UpsmonConf.NamedFile;
import org.upsjail.protocol.config.UpsmonConf.TlsSettings;

/**
 * Whether the files that TLS needs are there, and whether they are of a kind we read. Looks at names and never into a
 * file, so that the dispatcher, which must know no key, can ask too.
 */
public final class TlsFiles {

    private final ConfigProblems problems = new ConfigProblems();

    private TlsFiles() {}

    /** @throws ConfigException with everything that stands in the way of TLS; nothing does when it is off */
    public static void check(Configuration configuration) throws ConfigException {
        if (configuration.upsjail().startTls() != StartTls.OFF) {
            new TlsFiles().check(configuration.upsmon().tls());
        }
    }

    private void check(TlsSettings tls) throws ConfigException {
        tls.certPath().ifPresent(named -> checkNamed("CERTPATH", named));
        tls.certFile().ifPresent(named -> checkNamed("CERTFILE", named));
        tls.certFile()
                .filter(named -> Files.isDirectory(named.path()))
                .ifPresent(named -> error(
                        named,
                        "CERTFILE " + named.path() + " is a directory",
                        "name the PEM file with certificate and key"));
        if (tls.certFile().isEmpty()) {
            tls.certIdent().ifPresent(this::refuseBareIdent);
        }
        if (problems.hasErrors()) {
            throw new ConfigException(problems.all());
        }
    }

    private void checkNamed(String directive, NamedFile named) {
        Path path = named.path();
        if (!Files.exists(path)) {
            error(named, directive + " " + path + " does not exist", "correct it, or take it out");
            return;
        }
        nssPrefix(path)
                .ifPresent(prefix -> error(
                        named,
                        directive + " " + path + " is an NSS database, which cannot be read here",
                        "export what is in it: " + exportCommands(prefix + path)));
    }

    private void refuseBareIdent(CertIdent ident) {
        problems.error(
                ident.statedIn(),
                ident.line(),
                "CERTIDENT is set and CERTFILE is not",
                "name the PEM file with certificate and key by CERTFILE, or take CERTIDENT out");
    }

    private static Optional<String> nssPrefix(Path directory) {
        if (Files.exists(directory.resolve("cert9.db")) || Files.exists(directory.resolve("key4.db"))) {
            return Optional.of("sql:");
        }
        return Files.exists(directory.resolve("cert8.db")) ? Optional.of("dbm:") : Optional.empty();
    }

    private static String exportCommands(String database) {
        return String.join(
                "; ",
                List.of(
                        "certutil -L -d " + database + " lists the names",
                        "certutil -L -d " + database + " -n CA-NAME -a > /etc/nut/ca.pem makes the file for CERTPATH",
                        "pk12util -d " + database + " -n OWN-NAME -o own.p12 && openssl pkcs12 -in own.p12"
                                + " -out /etc/nut/own.pem makes that for CERTFILE",
                        "or set STARTTLS off in " + UpsjailConf.FILE_NAME));
    }

    private void error(NamedFile named, String what, String remedy) {
        problems.error(named.statedIn(), named.line(), what, remedy);
    }
}
