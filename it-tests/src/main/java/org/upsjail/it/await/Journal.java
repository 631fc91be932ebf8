// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * What happened, in order: any thread adds, any thread waits for an entry. Holds at least the newest {@code limit}
 * entries. A position counts every entry ever added, so it stays valid when old ones are dropped.
 */
public final class Journal<E> {

    /** As many as a reader of a failed test will look at. */
    private static final int SHOWN = 40;

    private final int limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final List<E> kept = new ArrayList<>();
    private long dropped;
    private boolean ended;

    /** @param limit how many entries are kept at least */
    public Journal(int limit) {
        this.limit = limit;
    }

    /** Adds the newest entry and wakes every waiter. */
    public void add(E entry) {
        addAll(List.of(entry));
    }

    /** Adds the newest entries, oldest first, and wakes every waiter once. */
    public void addAll(List<E> entries) {
        lock.lock();
        try {
            // Dropping many at once keeps the cost of one entry constant.
            if (kept.size() >= 2 * limit) {
                kept.subList(0, limit).clear();
                dropped += limit;
            }
            kept.addAll(entries);
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Says that nothing will be added any more: who waits for it gives up. */
    public void end() {
        lock.lock();
        try {
            ended = true;
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The position of the next entry to come: pass it to {@link #awaitFrom} to ignore what is already here. */
    public long position() {
        lock.lock();
        try {
            return dropped + kept.size();
        } finally {
            lock.unlock();
        }
    }

    /** All kept entries, oldest first. */
    public List<E> entries() {
        return entriesFrom(0);
    }

    /** The kept entries at and after {@code position}, oldest first. */
    public List<E> entriesFrom(long position) {
        lock.lock();
        try {
            return List.copyOf(kept.subList(indexOf(position), kept.size()));
        } finally {
            lock.unlock();
        }
    }

    /** How many kept entries match. */
    public long count(Predicate<? super E> wanted) {
        return entries().stream().filter(wanted).count();
    }

    /**
     * The first entry that matches, past or to come.
     *
     * @throws NotSeenException if none came within {@code within}, or none can come; its message shows the newest entries
     */
    public E await(Predicate<? super E> wanted, Duration within) throws InterruptedException {
        return awaitFrom(0, wanted, within);
    }

    /** As {@link #await}, but only entries at and after {@code position} count. */
    public E awaitFrom(long position, Predicate<? super E> wanted, Duration within) throws InterruptedException {
        Deadline deadline = Deadline.after(within);
        long next = position;
        lock.lock();
        try {
            while (true) {
                for (int i = indexOf(next); i < kept.size(); i++) {
                    if (wanted.test(kept.get(i))) {
                        return kept.get(i);
                    }
                }
                next = dropped + kept.size();
                if (ended) {
                    throw new NotSeenException("not seen, and nothing more will come; newest entries: " + newest());
                }
                if (added.awaitNanos(deadline.nanosLeft()) <= 0 && dropped + kept.size() == next) {
                    throw new NotSeenException("not seen within " + within + "; newest entries: " + newest());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private int indexOf(long position) {
        return (int) Math.min(Math.max(position - dropped, 0), kept.size());
    }

    private String newest() {
        StringBuilder lines = new StringBuilder();
        for (E entry : kept.subList(Math.max(0, kept.size() - SHOWN), kept.size())) {
            lines.append("\n  ").append(entry);
        }
        return lines.toString();
    }
}
