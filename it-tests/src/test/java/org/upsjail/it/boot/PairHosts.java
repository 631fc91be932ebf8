// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.boot;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.await.NotSeenException;
import org.upsjail.it.await.Polling;
import org.upsjail.it.pack.BuiltPackage;
import org.upsjail.it.root.DebianRelease;
import org.upsjail.it.root.DebianRoot;

/**
 * Hosts with the built package, which dpkg has installed once for a class of tests and a release of Debian; each begins as
 * a copy of that.
 */
final class PairHosts implements AfterAllCallback {

    static final String MONITOR = "upsjail-monitor.service";
    static final String DISPATCHER = "upsjail-dispatcher.service";

    private static final String[] STATUS = {"upsjail", "-c", "status"};

    /** Installing makes two class-data archives and starts a handful of cold JVMs. */
    static final Duration PACKAGE_LIMIT = Duration.ofMinutes(5);

    /** Both units wait before they start again, and a hanging one is waited for first. */
    private static final Duration LIMIT = Deadline.OF_A_HANG;

    private @Nullable DebianRelease release;
    private @Nullable DebianRoot installed;

    /** The hosts to come are of {@code wanted}. Those before are closed by now. */
    void areOf(DebianRelease wanted) throws IOException, InterruptedException {
        if (wanted != release) {
            close();
            installed = installedOn(wanted);
            release = wanted;
        }
    }

    private static DebianRoot installedOn(DebianRelease release) throws IOException, InterruptedException {
        DebianRoot debian = DebianRoot.pristine(release);
        try {
            new NutFiles(debian.path()).lay();
            BuiltPackage.built().copyTo(debian);
            // Nothing runs here, so nothing was taken over; on the host of PairTakeoverIT it is.
            debian.done(
                    BuiltPackage.INSTALL,
                    "systemctl --quiet disable nut-monitor.service",
                    "systemctl --quiet enable " + DISPATCHER);
            return debian;
        } catch (IOException | InterruptedException | RuntimeException e) {
            debian.close();
            throw e;
        }
    }

    /** One that nobody has booted. */
    DebianRoot copy() throws IOException, InterruptedException {
        if (installed == null) {
            throw new IllegalStateException("areOf comes first");
        }
        return installed.copy();
    }

    /** One that is not booted yet. */
    BootedHost prepared() throws IOException, InterruptedException {
        return new BootedHost(copy());
    }

    /** One that watches its UPS, which is on line. */
    BootedHost watching() throws IOException, InterruptedException {
        BootedHost host = prepared();
        try {
            host.boot();
            awaitStatus("ONLINE", host);
            return host;
        } catch (IOException | InterruptedException | RuntimeException e) {
            host.close();
            throw e;
        }
    }

    /** Returns the answer to {@code upsjail -c status} once it has {@code wanted}. */
    static String awaitStatus(String wanted, BootedHost host) throws IOException, InterruptedException {
        return host.awaitOutput(wanted, STATUS);
    }

    /** Returns once a monitor that has replaced {@code former} is believed and {@code wanted} is known. */
    static void awaitAnotherMonitor(String wanted, BootedHost host, long former)
            throws IOException, InterruptedException {
        try {
            Polling.until("another monitor that is believed", LIMIT, () -> {
                String status = host.tried(STATUS).text();
                return status.contains(wanted)
                        && status.contains("checked from outside")
                        && !status.contains("pid " + former + ",");
            });
        } catch (NotSeenException late) {
            throw new NotSeenException(late.getMessage() + "\n" + host.journal());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        close();
    }

    private void close() throws IOException {
        if (installed != null) {
            installed.close();
            installed = null;
        }
    }
}
