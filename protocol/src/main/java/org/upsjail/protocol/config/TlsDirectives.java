// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The directives of upsmon.conf about TLS. */
final class TlsDirectives {

    private final Directives directives;
    private final ConfigProblems problems;

    TlsDirectives(Directives directives, ConfigProblems problems) {
        this.directives = directives;
        this.problems = problems;
    }

    UpsmonConf.TlsSettings read() {
        return new UpsmonConf.TlsSettings(
                directives.last("CERTPATH").flatMap(this::namedFile),
                directives.last("CERTFILE").flatMap(this::namedFile),
                directives.last("CERTIDENT").map(TlsDirectives::certIdent),
                directives.all("CERTHOST").stream()
                        .map(this::certHost)
                        .flatMap(Optional::stream)
                        .toList(),
                directives.flag("CERTVERIFY", false),
                directives.flag("FORCESSL", false));
    }

    private Optional<UpsmonConf.NamedFile> namedFile(ConfigLine line) {
        String word = line.arguments().get(0);
        try {
            Path path = Path.of(word);
            if (path.isAbsolute()) {
                return Optional.of(new UpsmonConf.NamedFile(path, line.file(), line.number()));
            }
        } catch (InvalidPathException malformed) {
            // Reported below.
        }
        problems.error(line, line.directive() + " is not an absolute path", "begin it with /");
        return Optional.empty();
    }

    private static UpsmonConf.CertIdent certIdent(ConfigLine line) {
        return new UpsmonConf.CertIdent(
                line.arguments().get(0), line.secret().orElseThrow(), line.file(), line.number());
    }

    private Optional<UpsmonConf.CertHost> certHost(ConfigLine line) {
        String server = line.arguments().get(0);
        int verify = directives.integer(line, 2, -1, -1, 1);
        int force = directives.integer(line, 3, -1, -1, 1);
        // The grammar is that of a MONITOR line without its UPS.
        return directives
                .read(line, 0, "write host:port or [ipv6]:port", ignored -> UpsAddress.parse("ups@" + server))
                .map(address -> new UpsmonConf.CertHost(
                        address.host(), address.port(), line.arguments().get(1), verify, force));
    }
}
