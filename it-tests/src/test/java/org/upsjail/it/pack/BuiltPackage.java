// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.upsjail.it.installed.Installation;
import org.upsjail.it.process.OutputLine;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.root.DebianRoot;

/** The package that module deploy has made. */
public record BuiltPackage(Path file) {

    /** Where {@link #copyTo} puts it. */
    private static final String COPY = "/root/upsjail.deb";

    private static final String NEWER = "/root/upsjail-newer.deb";

    /** Lines of sh that install it, and the one of {@link #makeNewer}. */
    public static final String INSTALL = "dpkg --force-unsafe-io --install " + COPY;

    public static final String INSTALL_NEWER = "dpkg --force-unsafe-io --install " + NEWER;

    /**
     * Lines of sh that make a host that is watched through nut-client: a secondary of a upsd that nobody can reach, which
     * is no danger.
     */
    static final String[] WATCHED_HOST = {
        "sed -i 's/^MODE=.*/MODE=netclient/' /etc/nut/nut.conf",
        "printf 'MONITOR ups@127.0.0.1:1 1 u p secondary\\nMINSUPPLIES 1\\nSHUTDOWNCMD /bin/true\\n'"
                + " >/etc/nut/upsmon.conf",
    };

    /** It unpacks everything, twice. */
    private static final Duration LINTIAN_LIMIT = Duration.ofMinutes(3);

    public static BuiltPackage built() throws IOException {
        Path target = Installation.built().home().resolveSibling(".").normalize();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(target, "upsjail_*_amd64.deb")) {
            List<Path> packages = new ArrayList<>();
            found.forEach(packages::add);
            assertEquals(1, packages.size(), "one package in " + target + "; run mvn clean package");
            return new BuiltPackage(packages.get(0));
        }
    }

    public void copyTo(DebianRoot root) throws IOException {
        Files.copy(file, root.path().resolve(COPY.substring(1)));
    }

    /** Makes the same package under a later version. */
    public static void makeNewer(DebianRoot root) throws IOException, InterruptedException {
        root.done(
                "dpkg-deb --raw-extract " + COPY + " /root/newer",
                "sed -i 's/^Version: .*/Version: 99/' /root/newer/DEBIAN/control",
                "dpkg-deb --build -Znone /root/newer " + NEWER);
    }

    /** What lintian finds, information on it included. */
    String lintian() throws IOException, InterruptedException {
        List<String> command = List.of("/usr/bin/lintian", "--info", file.toString());
        Map<String, String> environment = Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "LANG", "C.UTF-8");
        try (RunningProgram lintian = RunningProgram.start(command, environment, Path.of("/"))) {
            lintian.awaitExit(LINTIAN_LIMIT);
            // On stderr it only warns of being root.
            return lintian.lines().entries().stream()
                    .filter(line -> line.stream() == OutputLine.Stream.STDOUT)
                    .map(OutputLine::text)
                    .collect(Collectors.joining("\n"));
        }
    }
}
