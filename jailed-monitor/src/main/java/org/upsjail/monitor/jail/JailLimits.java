// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import java.util.List;

/**
 * What {@link Jail#confine} cannot know by itself.
 *
 * @param openFiles the highest number of descriptors, those of the JDK and the jar included; the limit counts
 *     descriptor numbers, not connections
 * @param dieWithParent SIGKILL when the <em>thread</em> that started this process ends: for the one-service mode, where
 *     that thread lives as long as the dispatcher
 */
public record JailLimits(int openFiles, boolean dieWithParent) {

    /** The JVM alone holds about a dozen: fewer than this cannot work. */
    static final int FEWEST_OPEN_FILES = 32;

    /** The usual hard limit of an unprivileged process; a monitor needs one or two for each UPS. */
    static final int MOST_OPEN_FILES = 4096;

    /**
     * Private writable memory of every kind. The JVM's own bounds (heap, metaspace, code cache, direct memory, stacks) come
     * to half of it; a monitor of one UPS uses 80 MB. Who conquers the monitor is not bound by the JVM's.
     */
    static final long MOST_DATA_BYTES = 256L << 20;

    public JailLimits {
        if (openFiles < FEWEST_OPEN_FILES || openFiles > MOST_OPEN_FILES) {
            throw new IllegalArgumentException(
                    "open files limited to " + openFiles + "; give " + FEWEST_OPEN_FILES + " to " + MOST_OPEN_FILES);
        }
    }

    /** The limits of setrlimit(2), soft and hard alike, but for that of processes, which {@link Jail} sets last. */
    List<ResourceLimit> resources() {
        return List.of(
                // A core would hold the passwords.
                new ResourceLimit("RLIMIT_CORE", 4, 0),
                // No file can grow; as a regular file, the log could not either.
                new ResourceLimit("RLIMIT_FSIZE", 1, 0),
                new ResourceLimit("RLIMIT_NOFILE", 7, openFiles),
                new ResourceLimit("RLIMIT_DATA", 2, MOST_DATA_BYTES),
                // Neither the JVM nor the monitor uses any of these: none is left to a conqueror.
                new ResourceLimit("RLIMIT_MEMLOCK", 8, 0),
                new ResourceLimit("RLIMIT_MSGQUEUE", 12, 0),
                new ResourceLimit("RLIMIT_NICE", 13, 0),
                new ResourceLimit("RLIMIT_RTPRIO", 14, 0));
    }

    record ResourceLimit(String name, int number, long value) {}
}
