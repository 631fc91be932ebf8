// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

/** What a decision asks to be done. Effects of one step are carried out in the order given. */
public sealed interface Effect {

    /** Tell it, as the notify policy says. */
    record Announce(Announcement announcement) implements Effect {}

    /** It comes faster than it may be told: the last of its subject is told later. */
    record HoldBack(Announcement announcement) implements Effect {}

    /** A line for the operator. */
    record Say(Weight weight, String line) implements Effect {}

    /** To every terminal, whatever the flags of the notify types say. */
    record TellTerminals(String line) implements Effect {}

    /** The monitor is to set FSD on every UPS this host is primary of. */
    record OrderForcedShutdown() implements Effect {}

    /** The host slept: the monitor is to forget its readings and to connect anew. */
    record OrderWoke() implements Effect {}

    /** The shutdown is over and this host is up: a monitor that has not been told of it is to take over. */
    record StandDown() implements Effect {}

    /** Write POWERDOWNFLAG, run SHUTDOWNCMD, and report how it ended. */
    record ShutDown() implements Effect {}

    /** The work is done: end this process. */
    record End() implements Effect {}

    /** How much a line matters. */
    enum Weight {
        NOTICE,
        WARNING,
        CRITICAL
    }
}
