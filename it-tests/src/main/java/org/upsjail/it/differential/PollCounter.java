// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.differential;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.await.Journal;
import org.upsjail.it.await.NotSeenException;
import org.upsjail.it.upsd.UpsdEvent;

/** Counts the polls of each UPS by each account, as the server sees them. */
final class PollCounter {

    /** A client's second poll is sent when it has done with the answer to the first. */
    static final int POLLS = 2;

    private record Poller(String account, String ups) {}

    private final Journal<UpsdEvent> journal;
    private final Map<Long, String> accounts = new HashMap<>();
    private final Map<Poller, Integer> polls = new HashMap<>();
    private long position;

    PollCounter(Journal<UpsdEvent> journal) {
        this.journal = journal;
    }

    /** Only polls from now on count: what upsd says changed before this call. */
    void restart() {
        read();
        polls.clear();
    }

    /** Returns when each account has polled each UPS {@link #POLLS} times since {@link #restart}. */
    void await(List<String> accountNames, List<String> upses, Duration limit) throws InterruptedException {
        Deadline deadline = Deadline.after(limit);
        List<Poller> missing = missing(accountNames, upses);
        while (!missing.isEmpty()) {
            if (deadline.passed()) {
                throw new NotSeenException("polls within " + limit + ": " + missing);
            }
            journal.awaitFrom(position, event -> true, limit);
            read();
            missing = missing(accountNames, upses);
        }
    }

    private List<Poller> missing(List<String> accountNames, List<String> upses) {
        List<Poller> missing = new ArrayList<>();
        for (String account : accountNames) {
            for (String ups : upses) {
                Poller poller = new Poller(account, ups);
                if (polls.getOrDefault(poller, 0) < POLLS) {
                    missing.add(poller);
                }
            }
        }
        return missing;
    }

    private void read() {
        List<UpsdEvent> events = journal.entriesFrom(position);
        position += events.size();
        for (UpsdEvent event : events) {
            if (event.isCommand("USERNAME")) {
                accounts.put(event.connection(), event.words().get(1));
            } else if (event.isCommand("GET", "VAR") && event.words().get(3).equals("ups.status")) {
                String account = accounts.getOrDefault(event.connection(), "");
                polls.merge(new Poller(account, event.words().get(2)), 1, Integer::sum);
            }
        }
    }
}
