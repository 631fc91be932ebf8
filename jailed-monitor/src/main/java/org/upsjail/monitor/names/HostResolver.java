// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
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

/** This host's own resolver (NSS), asked once, before the jail: what it is made of cannot come inside. */
final class HostResolver {

    /** For all names together: the dispatcher waits ten seconds for HELLO, and a UPS with an address waits for no name. */
    static final Duration LIMIT = Duration.ofSeconds(3);

    /** Names asked for at the same time; one that gets no answer holds up an eighth of the others. */
    private static final int THREADS = 8;

    private HostResolver() {}

    /**
     * The addresses of those names it knows within {@link #LIMIT}; one it does not know is nothing to speak of.
     *
     * @param threadMaker runs what starts the threads that ask: one that may not pass on a capability
     * @param log hears of names that were not answered for in time
     */
    static Map<String, List<InetAddress>> ask(Collection<String> hosts, Executor threadMaker, Consumer<String> log)
            throws InterruptedException {
        Map<String, FutureTask<List<InetAddress>>> lookups = new LinkedHashMap<>();
        hosts.forEach(host -> lookups.computeIfAbsent(
                host, name -> new FutureTask<>(() -> Arrays.asList(InetAddress.getAllByName(name)))));
        Queue<Runnable> waiting = new ConcurrentLinkedQueue<>(lookups.values());
        int threads = Math.min(THREADS, waiting.size());
        threadMaker.execute(() -> start(threads, waiting));
        Map<String, List<InetAddress>> known = new LinkedHashMap<>();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        for (Map.Entry<String, FutureTask<List<InetAddress>>> lookup : lookups.entrySet()) {
            try {
                long left = Math.max(0, deadline - System.nanoTime());
                known.put(lookup.getKey(), lookup.getValue().get(left, TimeUnit.NANOSECONDS));
            } catch (ExecutionException unknown) {
                // DNS will be asked again from inside, and says so when it does not know it either.
            } catch (TimeoutException late) {
                log.accept("host " + lookup.getKey() + ": this host's resolver did not answer within "
                        + LIMIT.toSeconds() + " s; only DNS is asked from here on");
            }
        }
        return known;
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
}
