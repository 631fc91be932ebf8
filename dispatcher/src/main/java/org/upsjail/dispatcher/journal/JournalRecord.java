// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.upsjail.dispatcher.decide.Announcement;
import org.upsjail.dispatcher.decide.KnownFact;
import org.upsjail.protocol.fact.Fact;

/** One thing that happened. */
public sealed interface JournalRecord {

    /**
     * A dispatcher began its work.
     *
     * @param upses digest of the names of its UPSes
     * @param resumed whether it takes up what stands before; if not, nothing before counts
     */
    record Started(String boot, String upses, long pid, boolean resumed) implements JournalRecord {}

    /** It ended as it was told to. */
    record Stopped() implements JournalRecord {}

    /** It went over to another configuration. */
    record Reloaded(String upses) implements JournalRecord {}

    /** A monitor stated what was not known, and there was nothing to announce of it. */
    record Believed(Fact fact) implements JournalRecord {}

    /** What the ledger holds, where more than the last change is written down. Its times are of the monotonic clock. */
    record Known(KnownFact known) implements JournalRecord {}

    /** It is told again after a time, and was told last at {@code at} of the monotonic clock. */
    record LastTold(Announcement announcement, Duration at) implements JournalRecord {}

    /**
     * It was told.
     *
     * @param execute whether NOTIFYCMD is to run for it, which other records then name by the number of this one
     * @param believed whether a monitor stated the fact of that name just now. One record says both: where it is missing
     *     the fact is unknown, and will be told when it is stated again
     */
    record Announced(Announcement announcement, boolean execute, boolean believed) implements JournalRecord {}

    /**
     * It came faster than it may be told.
     *
     * @param believed as above
     */
    record Held(Announcement announcement, boolean believed) implements JournalRecord {}

    /**
     * NOTIFYCMD was started.
     *
     * @param announced number of the record of its announcement
     * @param repeat whether it may have run before
     */
    record CommandStarted(long announced, boolean repeat) implements JournalRecord {}

    /**
     * NOTIFYCMD has ended, could not be started, or was dropped.
     *
     * @param status of its exit; empty where it never ran
     * @param failure empty for exit status 0
     */
    record CommandEnded(long announced, Duration took, OptionalInt status, Optional<String> failure)
            implements JournalRecord {}

    /** What follows of {@link StillToRun} is all that is to be run: of what stood before a gap nobody can tell. */
    record CommandsKnown() implements JournalRecord {}

    /**
     * NOTIFYCMD is still to run, or runs.
     *
     * @param announced number of the record of its announcement
     * @param started whether it was started
     */
    record StillToRun(long announced, Announcement announcement, boolean started) implements JournalRecord {}

    /** What {@link CommandEnded} says, of the program that writes to the terminals. */
    record WallEnded(long announced, Duration took, OptionalInt status, Optional<String> failure)
            implements JournalRecord {}

    /** A line that says what was decided and why. */
    record Decided(String line) implements JournalRecord {}

    /** A shutdown is under way, or no longer. */
    record Shutdown(boolean underWay) implements JournalRecord {}

    /** SHUTDOWNCMD is about to be started. */
    record ShutdownCommandStarted() implements JournalRecord {}

    /**
     * SHUTDOWNCMD has ended, or could not be started.
     *
     * @param status of its exit; empty where it never ran
     * @param failure empty when it went well
     */
    record ShutdownCommandEnded(OptionalInt status, Optional<String> failure) implements JournalRecord {}

    /** A monitor was seen to be jailed and told to go. */
    record MonitorReady(long pid) implements JournalRecord {}

    record MonitorLost(long pid, String why) implements JournalRecord {}

    /** A monitor did what no honest one does. */
    record Violated(long pid, String what) implements JournalRecord {}

    /** So many records could not be written here. */
    record Gap(long lost) implements JournalRecord {}

    /** Nothing happened for a while. */
    record Alive() implements JournalRecord {}
}
