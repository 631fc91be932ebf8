// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.upsjail.it.await.Polling;
import org.upsjail.it.upsd.SimulatedUpsd;
import org.upsjail.it.upsd.UpsdEvent;
import org.upsjail.it.upsd.UpsdUser;

/** Some servers with as many UPSes each, and how often each UPS is polled. Closing ends them. */
public final class Site implements AutoCloseable {

    private final List<SimulatedUpsd> servers = new ArrayList<>();
    private final Set<String> systems = new LinkedHashSet<>();
    private final Map<String, Poll> polls = new HashMap<>();

    private static final class Poll {
        private long count;
        private long first;
        private long last;
    }

    /** @param distance of each server, a round trip */
    public static Site of(int serverCount, int upsesEach, Duration distance) throws IOException {
        Site site = new Site();
        List<String> names =
                IntStream.range(0, upsesEach).mapToObj(i -> "u" + i).toList();
        try {
            for (int i = 0; i < serverCount; i++) {
                SimulatedUpsd server = SimulatedUpsd.serving(names, UpsdUser.STANDARD);
                site.servers.add(server);
                names.forEach(name -> site.systems.add(server.system(name)));
                server.distance(distance);
                server.watch(event -> site.saw(server, event));
            }
            return site;
        } catch (IOException e) {
            site.close();
            throw e;
        }
    }

    public List<SimulatedUpsd> servers() {
        return List.copyOf(servers);
    }

    /** Every UPS as a MONITOR line names it, server by server. */
    public List<String> systems() {
        return List.copyOf(systems);
    }

    /** Counts anew. */
    public void countPolls() {
        synchronized (polls) {
            polls.clear();
        }
    }

    /** Returns when every UPS has been polled so often since {@link #countPolls}. */
    public void awaitPolls(int times, Duration limit) throws IOException, InterruptedException {
        Polling.until(
                times + " polls of each UPS, only of " + polled(times), limit, () -> polled(times) == systems.size());
    }

    /** How many UPSes were polled so often since {@link #countPolls}. */
    public long polled(int times) {
        synchronized (polls) {
            return polls.values().stream().filter(poll -> poll.count >= times).count();
        }
    }

    /** How often each UPS that was polled at all was. */
    public List<Long> pollCounts() {
        synchronized (polls) {
            return polls.values().stream().map(poll -> poll.count).toList();
        }
    }

    /** The mean time between two polls of each UPS that was polled twice, in milliseconds. */
    public List<Double> periods() {
        synchronized (polls) {
            return polls.values().stream()
                    .filter(poll -> poll.count > 1)
                    .map(poll -> (poll.last - poll.first) / 1e6 / (poll.count - 1))
                    .toList();
        }
    }

    /** At once at each server. */
    public void setStatusOfAll(String status) {
        servers.forEach(server -> server.setStatusOfAll(status));
    }

    @Override
    public void close() {
        servers.forEach(SimulatedUpsd::close);
    }

    private void saw(SimulatedUpsd server, UpsdEvent event) {
        // Ports are used again: somebody else's program may come with a name that was there before us.
        if (event.isPoll() && systems.contains(event.words().get(2) + "@127.0.0.1:" + server.port())) {
            synchronized (polls) {
                Poll poll = polls.computeIfAbsent(
                        server.port() + "/" + event.words().get(2), ups -> new Poll());
                poll.first = poll.count == 0 ? event.nanos() : poll.first;
                poll.last = event.nanos();
                poll.count++;
            }
        }
    }
}
