// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.nut;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.await.Polling;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.upsd.Upsd;
import org.upsjail.it.upsd.UpsdUser;

/**
 * NUT's own upsd with one dummy-ups for each UPS, in a directory and on a loopback port of its own, for
 * {@link UpsdUser#STANDARD}. A new status reaches upsd within three seconds: dummy-ups looks once a second or less.
 * Closing ends every process and removes the directory.
 */
public final class RealNut implements Upsd {

    /** Debian's place for them. What {@code /usr/sbin} has under these names are scripts which may start nothing. */
    private static final Path UPSD = Path.of("/lib/nut/upsd");

    private static final Path DUMMY_UPS = Path.of("/lib/nut/dummy-ups");

    /** NUT's own default. */
    private static final Duration MAXAGE = Duration.ofSeconds(15);

    /** Starting takes about two seconds; five times that on a loaded host. */
    private static final Duration START_LIMIT = Deadline.OF_A_HANG;

    private final NutDirectory directory = new NutDirectory();
    private final List<String> upsNames;
    private final int port;
    private final Map<String, RunningProgram> drivers = new HashMap<>();
    private @Nullable RunningProgram upsd;

    private RealNut(List<String> upsNames) throws IOException {
        this.upsNames = upsNames;
        this.port = LoopbackPort.free();
    }

    /** Whether its programs are on this host. */
    public static boolean installed() {
        return Files.isExecutable(UPSD) && Files.isExecutable(DUMMY_UPS) && Upsc.installed();
    }

    /** Starts it and returns when every UPS is served, on line. */
    public static RealNut start(String... upsNames) throws IOException, InterruptedException {
        return start(MAXAGE, upsNames);
    }

    /** As {@link #start(String...)}, with further lines in upsd.conf. */
    public static RealNut startWith(List<String> upsdConf, String... upsNames)
            throws IOException, InterruptedException {
        return start(MAXAGE, upsdConf, upsNames);
    }

    /** As {@link #start(String...)}; a driver silent for longer than {@code maxAge}, whole seconds, is stale. */
    public static RealNut start(Duration maxAge, String... upsNames) throws IOException, InterruptedException {
        return start(maxAge, List.of(), upsNames);
    }

    private static RealNut start(Duration maxAge, List<String> upsdConf, String... upsNames)
            throws IOException, InterruptedException {
        if (!installed()) {
            throw new IllegalStateException("NUT is not here: " + UPSD + ", " + DUMMY_UPS + " and " + Upsc.PROGRAM
                    + " are needed (Debian: apt-get install nut-server nut-client)");
        }
        RealNut nut = new RealNut(List.of(upsNames));
        try {
            nut.directory.configure(nut.upsNames, UpsdUser.STANDARD, nut.port, maxAge, upsdConf);
            for (String ups : upsNames) {
                nut.launchDriver(ups);
            }
            for (String ups : upsNames) {
                nut.awaitDriver(ups);
            }
            nut.startUpsd();
            return nut;
        } catch (IOException | InterruptedException | RuntimeException e) {
            nut.close();
            throw e;
        }
    }

    /** The loopback port of upsd, the same after {@link #startUpsd}. */
    public int port() {
        return port;
    }

    @Override
    public String system(String ups) {
        return ups + "@127.0.0.1:" + port;
    }

    /** Its configuration is in {@code etc} below, sockets are in {@code run}. */
    public Path directory() {
        return directory.path();
    }

    /** What other programs of NUT need to find it. */
    public Map<String, String> environment() {
        return directory.environment();
    }

    @Override
    public void setStatus(String ups, String status) throws IOException {
        setVariable(ups, "ups.status", status);
    }

    /**
     * Any other variable. dummy-ups keeps words: blanks between them count as one, {@code "} and {@code #} need a
     * backslash. There is no taking away: 2.8.0 gives a variable without value that of the line before it.
     */
    public void setVariable(String ups, String variable, String value) throws IOException {
        directory.set(ups, variable, value);
    }

    /** Returns when upsd shows this value. */
    public void awaitVariable(String ups, String variable, String value, Duration within)
            throws IOException, InterruptedException {
        Polling.until(
                ups + " " + variable + " = " + value,
                within,
                () -> upsc(ups, variable).equals(Optional.of(value)));
    }

    /** Sets {@code ups.status} and returns when upsd shows it. */
    public void reachStatus(String ups, String status) throws IOException, InterruptedException {
        setStatus(ups, status);
        awaitVariable(ups, "ups.status", status, START_LIMIT);
    }

    /** Returns when upsd has no data of this UPS: its driver is gone or stale. */
    public void awaitUnserved(String ups) throws IOException, InterruptedException {
        Polling.until(
                ups + " without data",
                START_LIMIT,
                () -> upsc(ups, "ups.status").isEmpty());
    }

    /** What NUT's client prints for the variable, or empty if it fails, for whatever reason. */
    public Optional<String> upsc(String ups, String variable) throws IOException, InterruptedException {
        return Upsc.run(system(ups), variable);
    }

    /** Ends upsd as a crash would: no goodbye, connections closed by the kernel. */
    public void killUpsd() throws IOException {
        if (upsd != null) {
            upsd.close();
            upsd = null;
        }
    }

    /** Starts upsd again on the same port, without FSD latch, and returns when each UPS with a driver is served. */
    public void startUpsd() throws IOException, InterruptedException {
        RunningProgram started = launch(List.of(UPSD.toString(), "-F", "-u", System.getProperty("user.name", "root")));
        upsd = started;
        for (String ups : drivers.keySet()) {
            awaitServed(ups);
        }
    }

    /** Stops upsd where it is: connections stay open and unanswered. */
    public void freezeUpsd() throws IOException, InterruptedException {
        running().kill("STOP");
    }

    /** Lets upsd go on. */
    public void thawUpsd() throws IOException, InterruptedException {
        running().kill("CONT");
    }

    /** Ends a driver as a crash would: DRIVER-NOT-CONNECTED at once. */
    public void killDriver(String ups) throws IOException {
        RunningProgram driver = drivers.remove(ups);
        if (driver != null) {
            driver.close();
            Files.deleteIfExists(directory.driverSocket(ups));
        }
    }

    /** Starts a driver again and returns when upsd has its data, which may take upsd some seconds. */
    public void startDriver(String ups) throws IOException, InterruptedException {
        launchDriver(ups);
        awaitDriver(ups);
        awaitServed(ups);
    }

    /** Stops a driver where it is: DATA-STALE once MAXAGE has passed. */
    public void freezeDriver(String ups) throws IOException, InterruptedException {
        driver(ups).kill("STOP");
    }

    /** Lets a driver go on. */
    public void thawDriver(String ups) throws IOException, InterruptedException {
        driver(ups).kill("CONT");
    }

    @Override
    public void close() throws IOException {
        try (directory) {
            killUpsd();
            for (String ups : upsNames) {
                killDriver(ups);
            }
        }
    }

    private RunningProgram running() {
        if (upsd == null) {
            throw new IllegalStateException("upsd is not running");
        }
        return upsd;
    }

    private RunningProgram driver(String ups) {
        RunningProgram driver = drivers.get(ups);
        if (driver == null) {
            throw new IllegalStateException("no driver of " + ups + " is running");
        }
        return driver;
    }

    private void launchDriver(String ups) throws IOException {
        RunningProgram driver =
                launch(List.of(DUMMY_UPS.toString(), "-a", ups, "-F", "-u", System.getProperty("user.name", "root")));
        drivers.put(ups, driver);
    }

    /** upsd looks for an absent driver seldom: with the socket there at its start, it is served at once. */
    private void awaitDriver(String ups) throws IOException, InterruptedException {
        RunningProgram driver = driver(ups);
        Polling.until("socket of the driver of " + ups, START_LIMIT, () -> {
            if (!driver.alive()) {
                throw new IOException("dummy-ups ended: " + driver.lines().entries());
            }
            return Files.exists(directory.driverSocket(ups));
        });
    }

    private void awaitServed(String ups) throws IOException, InterruptedException {
        RunningProgram server = running();
        Polling.until("upsc " + system(ups), START_LIMIT, () -> {
            if (!server.alive()) {
                throw new IOException("upsd ended: " + server.lines().entries());
            }
            // WAIT is upsd's own word until the driver has told everything.
            return upsc(ups, "ups.status").filter(s -> !s.contains("WAIT")).isPresent();
        });
    }

    private RunningProgram launch(List<String> command) throws IOException {
        return RunningProgram.start(command, directory.environment(), directory.path());
    }
}
