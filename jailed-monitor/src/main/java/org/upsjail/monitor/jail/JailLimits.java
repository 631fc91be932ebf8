// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import java.util.List;

/**
 * What {@link Jail#confine} cannot know by itself.
 *
 * @param openFiles the highest number of descriptors, those of the JDK and the jar included; the limit counts
 *     descriptor numbers, not connections
 * @param dataBytes private writable memory of every kind; who conquers the monitor is not bound by the JVM's own bounds
 * @param dieWithParent SIGKILL when the <em>thread</em> that started this process ends: for the one-service mode, where
 *     that thread lives as long as the dispatcher
 */
public record JailLimits(int openFiles, long dataBytes, boolean dieWithParent) {

    /** The JVM alone holds about a dozen: fewer than this cannot work. */
    static final int FEWEST_OPEN_FILES = 32;

    /** Those of a configuration as large as its file may be: some 16,000 MONITOR lines. */
    static final int MOST_OPEN_FILES = 1 << 16;

    /**
     * Whatever is watched. The JVM's own bounds (heap, metaspace, code cache, direct memory, stacks) come to half of it; a
     * monitor of one UPS uses 80 MB.
     */
    static final long DATA_BYTES_BESIDES = 256L << 20;

    /** Nearly twice what the launcher lets heap and direct memory grow by for each. */
    static final long DATA_BYTES_PER_UPS = 64L << 10;

    /** The JVM's own descriptors, the pipes, the jar, the event loop. */
    private static final int DESCRIPTORS_BESIDES = 64;

    /** One connection, and its successor while it is being closed; a question for each family of its host's name. */
    private static final int DESCRIPTORS_PER_UPS = 4;

    /** What watching so many takes. */
    public static JailLimits forUpses(int upsCount, boolean dieWithParent) {
        return new JailLimits(
                DESCRIPTORS_BESIDES + DESCRIPTORS_PER_UPS * upsCount,
                DATA_BYTES_BESIDES + DATA_BYTES_PER_UPS * upsCount,
                dieWithParent);
    }

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
                new ResourceLimit("RLIMIT_DATA", 2, dataBytes),
                // Neither the JVM nor the monitor uses any of these: none is left to a conqueror.
                new ResourceLimit("RLIMIT_MEMLOCK", 8, 0),
                new ResourceLimit("RLIMIT_MSGQUEUE", 12, 0),
                new ResourceLimit("RLIMIT_NICE", 13, 0),
                new ResourceLimit("RLIMIT_RTPRIO", 14, 0));
    }

    record ResourceLimit(String name, int number, long value) {}
}
