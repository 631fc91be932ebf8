// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.upsjail.protocol.config.MonitorLine;

/** The addresses of every MONITOR line, asked for once, before the jail: inside there is no resolver. */
public final class ServerAddresses {

    /** For all names together: the dispatcher waits ten seconds for HELLO, and a UPS with an address waits for no name. */
    static final Duration LOOKUP_LIMIT = Duration.ofSeconds(3);

    /** Names asked for at the same time; one that gets no answer holds up an eighth of the others. */
    private static final int LOOKUP_THREADS = 8;

    private final Map<String, List<InetAddress>> byHost = new LinkedHashMap<>();

    private ServerAddresses() {}

    /**
     * Waits for the host's resolver, at most {@link #LOOKUP_LIMIT} in all. A name it does not know by then has no
     * address and is logged.
     *
     * @param threadMaker runs what starts the threads that ask: one that may not pass on a capability
     */
    public static ServerAddresses resolve(List<MonitorLine> monitors, Executor threadMaker, Consumer<String> log)
            throws InterruptedException {
        Map<String, FutureTask<List<InetAddress>>> lookups = new LinkedHashMap<>();
        monitors.stream()
                .map(monitor -> monitor.address().host())
                .forEach(host -> lookups.computeIfAbsent(
                        host, name -> new FutureTask<>(() -> Arrays.asList(InetAddress.getAllByName(name)))));
        Queue<Runnable> names = new ConcurrentLinkedQueue<>();
        lookups.forEach((host, lookup) -> {
            if (isLiteral(host)) {
                lookup.run();
            } else {
                names.add(lookup);
            }
        });
        int threads = Math.min(LOOKUP_THREADS, names.size());
        threadMaker.execute(() -> start(threads, names));
        ServerAddresses resolved = new ServerAddresses();
        long deadline = System.nanoTime() + LOOKUP_LIMIT.toNanos();
        for (Map.Entry<String, FutureTask<List<InetAddress>>> lookup : lookups.entrySet()) {
            resolved.byHost.put(lookup.getKey(), outcome(lookup.getKey(), lookup.getValue(), deadline, log));
        }
        return resolved;
    }

    List<InetSocketAddress> of(MonitorLine monitor) {
        return byHost.getOrDefault(monitor.address().host(), List.of()).stream()
                .map(address -> new InetSocketAddress(address, monitor.address().port()))
                .toList();
    }

    private static void start(int threads, Queue<Runnable> lookups) {
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> drain(lookups), "lookup-" + i);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void drain(Queue<Runnable> lookups) {
        for (Runnable lookup = lookups.poll(); lookup != null; lookup = lookups.poll()) {
            lookup.run();
        }
    }

    private static List<InetAddress> outcome(
            String host, FutureTask<List<InetAddress>> lookup, long deadline, Consumer<String> log)
            throws InterruptedException {
        String why;
        try {
            return lookup.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException unknown) {
            why = "not found";
        } catch (TimeoutException late) {
            why = "not looked up within " + LOOKUP_LIMIT.toSeconds() + " s";
        }
        log.accept("host " + host + " " + why + "; its UPSes cannot be watched until upsjail is reloaded or restarted");
        return List.of();
    }

    private static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }
}
