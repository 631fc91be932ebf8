// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The files about names, read at most so far; what cannot be read is said and counts as empty. */
final class NameFiles {

    /** A hundred times what such a file has. */
    static final long MAX_BYTES = 64 * 1024;

    /** The longest known lists of names to be blocked have about six million bytes. */
    static final long MAX_HOSTS_BYTES = 64 * 1024 * 1024;

    private final Path etc;
    private final Path hostName;
    private final Consumer<String> log;

    /** @param hostName the file with this host's own name */
    NameFiles(Path etc, Path hostName, Consumer<String> log) {
        this.etc = etc;
        this.hostName = hostName;
        this.log = log;
    }

    static NameFiles ofThisHost(Consumer<String> log) {
        return new NameFiles(Path.of("/etc"), Path.of("/proc/sys/kernel/hostname"), log);
    }

    ResolvConf resolvConf() {
        List<String> name = lines(hostName);
        return ResolvConfParser.parse(
                lines(etc.resolve("resolv.conf")),
                name.isEmpty() ? "" : name.get(0).strip(),
                log);
    }

    boolean namesComeFromElsewhereToo() {
        return NsSwitch.knowsMore(lines(etc.resolve("nsswitch.conf")));
    }

    Map<String, List<InetAddress>> hosts(Set<String> wanted) {
        HostsFile hosts = new HostsFile(wanted);
        read(etc.resolve("hosts"), MAX_HOSTS_BYTES, hosts::line);
        return hosts.found();
    }

    private List<String> lines(Path file) {
        List<String> lines = new ArrayList<>();
        read(file, MAX_BYTES, lines::add);
        return lines;
    }

    private void read(Path file, long maxBytes, Consumer<String> lines) {
        try (InputStream in = Files.newInputStream(file)) {
            if (!BoundedLines.read(in, maxBytes, lines)) {
                log.accept(file + " is read no further than " + maxBytes + " bytes");
            }
        } catch (NoSuchFileException absent) {
            // Empty and absent mean the same for each of them.
        } catch (IOException unreadable) {
            log.accept(file + " cannot be read by the monitor's account: " + unreadable);
        }
    }
}
