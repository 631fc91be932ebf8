// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import org.upsjail.it.differential.Condition;

/** One thing that happened in a life. {@code at} is in milliseconds since the life began. */
sealed interface Event {

    long at();

    /** Whether a server answers as upsd does. */
    enum Reach {
        /** It does. */
        HONEST,
        /** It does or it does not, as it likes; what it says of a state is true. */
        ERRATIC,
        /** Nobody listens there. */
        AWAY
    }

    /** What upsd says of {@code ups} from now on. */
    record Says(long at, String ups, Condition condition) implements Event {}

    /** upsd has FSD set on {@code ups} from now on, or not any more. */
    record Latched(long at, String ups, boolean fsd) implements Event {}

    /** How {@code server} answers from now on. */
    record Answers(long at, String server, Reach reach) implements Event {}

    /** Its connections are cut in this moment. */
    record Cut(long at, String server) implements Event {}

    /** The monitor or the dispatcher was stopped or killed. */
    record WatchLost(long at) implements Event {}

    /** A monitor is jailed and believed again, and nothing is stopped. */
    record WatchBack(long at) implements Event {}

    /** The dispatcher was killed; another one is started at once. */
    record DispatcherKilled(long at) implements Event {}

    /** From now on NOTIFYCMD does not end, or it does again. */
    record HandlersHang(long at, boolean hanging) implements Event {}

    /** From now on the journal's disk is full, or the journal is written again. */
    record DiskFull(long at, boolean full) implements Event {}

    /** NOTIFYCMD ran. {@code ups} is empty where the announcement is of none, {@code repeat} whether it was marked as one. */
    record Told(long at, String type, String ups, boolean repeat) implements Event {}

    /** SHUTDOWNCMD ran. */
    record ShutdownCommand(long at) implements Event {}

    /** Nothing is disturbed, and there was time enough to find and to tell all. */
    record Settled(long at) implements Event {}

    /** upsjail has ended with {@code status}; {@code asked} whether it was told to. */
    record Ended(long at, int status, boolean asked) implements Event {}

    /** It is there and should not be, or is not there and should. */
    record Remained(long at, String what) implements Event {}

    /** For who reads the history. */
    record Noted(long at, String what) implements Event {}
}
