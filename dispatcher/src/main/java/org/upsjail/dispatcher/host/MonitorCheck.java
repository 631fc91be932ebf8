// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Has the monitor's program look at the files of TLS as it would before its jail: this program must know no key, not even
 * to check it. It connects to nobody.
 */
public final class MonitorCheck {

    /** A cold JVM on a busy host, and a key whose password is made costly to try. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** A few lines: what is wrong is said of the first file that has something wrong. */
    private static final int MAX_BYTES = 1 << 16;

    private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");

    /**
     * What it said.
     *
     * @param passed whether a monitor would go on
     * @param lines each about one thing
     */
    public record Result(boolean passed, List<String> lines) {}

    private final Path home;
    private final Path configuration;

    /**
     * @param home where this program was installed
     * @param configuration upsmon.conf
     */
    public MonitorCheck(Path home, Path configuration) {
        this.home = home;
        this.configuration = configuration.toAbsolutePath();
    }

    public Result run() throws IOException, InterruptedException {
        Process monitor = MonitorProgram.builder(home, configuration, List.of("--check"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        // Whoever fills the pipe beyond what is read, or says nothing for long, is ended.
        Thread watch = new Thread(() -> endLate(monitor), "check");
        watch.setDaemon(true);
        watch.start();
        try (InputStream said = monitor.getErrorStream()) {
            String text = new String(said.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
            return new Result(
                    monitor.waitFor() == 0,
                    text.lines()
                            .map(line -> UNPRINTABLE.matcher(line).replaceAll("?"))
                            .toList());
        } finally {
            monitor.destroyForcibly();
        }
    }

    private static void endLate(Process monitor) {
        try {
            if (!monitor.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                monitor.destroyForcibly();
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }
}
