// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.upsjail.dispatcher.monitor.MonitorLauncher;
import org.upsjail.dispatcher.monitor.MonitorProcess;

/** Starts bin/upsjail-monitor on the JRE this process runs on, with an empty environment but for that JRE's path. */
public final class MonitorProgram implements MonitorLauncher {

    private final List<String> command;

    /**
     * @param home where this program was installed
     * @param configuration the upsmon.conf it is to read
     * @param options further words of its command line: it sees no environment
     */
    public MonitorProgram(Path home, Path configuration, List<String> options) {
        command = Stream.concat(
                        Stream.of(
                                home.resolve("bin/upsjail-monitor").toString(),
                                "-f",
                                configuration.toString(),
                                "--one-service"),
                        options.stream())
                .toList();
    }

    @Override
    public MonitorProcess launch() throws IOException {
        Map<String, String> environment = Map.of("UPSJAIL_JAVA", System.getProperty("java.home") + "/bin/java");
        return new MonitorChild(ChildProcess.builder(command, environment).start());
    }
}
