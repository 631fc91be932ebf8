// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

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

    public JailLimits {
        if (openFiles < FEWEST_OPEN_FILES || openFiles > MOST_OPEN_FILES) {
            throw new IllegalArgumentException(
                    "open files limited to " + openFiles + "; give " + FEWEST_OPEN_FILES + " to " + MOST_OPEN_FILES);
        }
    }
}
