// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What the service manager is told, as sd_notify(3) lays down: datagrams to NOTIFY_SOCKET. Without that variable nobody
 * asked, and nothing is sent. Never waits: a notice that finds no room is lost, and the watchdog comes again.
 */
public final class ServiceNotices {

    private final LibC libc = new LibC();
    private final Optional<String> socket;

    private ServiceNotices(Optional<String> socket) {
        this.socket = socket;
    }

    /** @param environment what this process was started with */
    public static ServiceNotices of(Map<String, String> environment) {
        return new ServiceNotices(Optional.ofNullable(environment.get("NOTIFY_SOCKET"))
                .filter(path -> path.startsWith("/") || path.startsWith("@")));
    }

    /** The descriptors are held and orders are taken; also the end of a reload. */
    public void ready() {
        send("READY=1");
    }

    public void reloading() {
        // The time is wanted by Type=notify-reload only; others pass over it.
        send("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1000);
    }

    public void stopping() {
        send("STOPPING=1");
    }

    /** @param line what systemctl status shows */
    public void status(String line) {
        send("STATUS=" + line.replace('\n', ' '));
    }

    /** Starting, reloading or stopping may take as long as this from now on. */
    public void extendTimeout(Duration by) {
        send("EXTEND_TIMEOUT_USEC=" + by.toNanos() / 1000);
    }

    /** All is well. */
    public void watchdog() {
        send("WATCHDOG=1");
    }

    private void send(String message) {
        socket.ifPresent(path -> libc.sendDatagram(path, message.getBytes(StandardCharsets.UTF_8)));
    }
}
