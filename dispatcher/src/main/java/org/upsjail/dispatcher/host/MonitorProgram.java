// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.upsjail.dispatcher.monitor.MonitorLauncher;
import org.upsjail.dispatcher.monitor.MonitorProcess;

/** Starts bin/upsjail-monitor on the JRE this process runs on, with an empty environment but for that JRE's path. */
public final class MonitorProgram implements MonitorLauncher {

    private final Path home;
    private final Path configuration;
    private final List<String> options;

    /**
     * @param home where this program was installed
     * @param configuration the upsmon.conf it is to read
     * @param options further words of its command line: it sees no environment
     */
    public MonitorProgram(Path home, Path configuration, List<String> options) {
        this.home = home;
        this.configuration = configuration;
        this.options =
                Stream.concat(Stream.of("--one-service"), options.stream()).toList();
    }

    @Override
    public MonitorProcess launch() throws IOException {
        return new MonitorChild(builder(home, configuration, options).start());
    }

    /** With cwd / and descriptors 0 to 2 and no other: the JDK closes the rest. */
    static ProcessBuilder builder(Path home, Path configuration, List<String> options) {
        List<String> command = Stream.concat(
                        Stream.of(home.resolve("bin/upsjail-monitor").toString(), "-f", configuration.toString()),
                        options.stream())
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).directory(new File("/"));
        builder.environment().clear();
        builder.environment().put("UPSJAIL_JAVA", System.getProperty("java.home") + "/bin/java");
        return builder;
    }
}
