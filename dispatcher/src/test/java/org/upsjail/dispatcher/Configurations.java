// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.upsjail.dispatcher.command.CommandPlanner;
import org.upsjail.dispatcher.command.ProgramEnvironment;
import org.upsjail.dispatcher.decide.NotifyPolicy;
import org.upsjail.dispatcher.host.Account;
import org.upsjail.dispatcher.monitor.MonitorProcess;
import org.upsjail.dispatcher.monitor.MonitorSpec;
import org.upsjail.protocol.config.ConfigException;
import org.upsjail.protocol.config.Configuration;
import org.upsjail.protocol.config.ConfigurationReader;
import org.upsjail.protocol.config.SecretPolicy;
import org.upsjail.protocol.config.UpsmonConf;
import org.upsjail.protocol.config.UpsmonConf.Notifications;
import org.upsjail.protocol.fact.UpsName;

/** Configurations for tests, written as an admin writes them and read by the reader the dispatcher uses. */
public final class Configurations {

    public static final UpsName UPS = new UpsName("ups@host");

    private Configurations() {}

    /** One primary UPS of power value 1 and a SHUTDOWNCMD, unless {@code directives} have their own. */
    public static UpsmonConf with(String... directives) {
        return whole(directives).upsmon();
    }

    /** As above, with what belongs to it. */
    public static Configuration whole(String... directives) {
        List<String> lines = new ArrayList<>(List.of(directives));
        addUnlessGiven(lines, "MONITOR", monitor(UPS, 1, "primary"));
        addUnlessGiven(lines, "SHUTDOWNCMD", "SHUTDOWNCMD /sbin/poweroff");
        return read(lines);
    }

    public static String monitor(UpsName ups, int powerValue, String role) {
        return String.join(" ", "MONITOR", ups.value(), Integer.toString(powerValue), "user secret", role);
    }

    /** {@code first} before {@code more}. */
    public static String[] prepend(String first, String... more) {
        List<String> lines = new ArrayList<>(List.of(first));
        lines.addAll(Arrays.asList(more));
        return lines.toArray(String[]::new);
    }

    private static void addUnlessGiven(List<String> lines, String directive, String line) {
        if (lines.stream().noneMatch(given -> given.startsWith(directive + " "))) {
            lines.add(line);
        }
    }

    private static Configuration read(List<String> lines) {
        try {
            Path directory = Files.createTempDirectory("upsjail-conf-");
            Path file = Files.write(directory.resolve("upsmon.conf"), lines);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            try {
                return ConfigurationReader.read(file, SecretPolicy.DROP);
            } finally {
                Files.delete(file);
                Files.delete(directory);
            }
        } catch (ConfigException wrong) {
            throw new IllegalArgumentException(wrong.problems().toString(), wrong);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** On a host whose monitor cannot be started. */
    static Policies policies(Configuration configuration) {
        Notifications notifications = configuration.upsmon().notifications();
        ProgramEnvironment environment = ProgramEnvironment.of(Map.of(), "nut", "/", "/bin/false");
        return new Policies(
                configuration,
                new Account("nut", 1, 1, Path.of("/"), "/bin/false"),
                new NotifyPolicy(notifications),
                new CommandPlanner(notifications.command(), environment, environment),
                Optional.empty(),
                new MonitorSpec(
                        Configurations::launch,
                        pid -> List.of(),
                        Set.of(UPS),
                        configuration.digest(),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        MonitorSpec.HELLO_WITHIN),
                0);
    }

    private static MonitorProcess launch() throws IOException {
        throw new IOException("no such program");
    }
}
