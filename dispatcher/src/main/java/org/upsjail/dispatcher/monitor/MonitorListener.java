// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import org.upsjail.protocol.fact.Fact;

/** What comes of a monitor that is believed. All calls on the decide thread. */
public interface MonitorListener {

    /** Its jail was checked from outside and it was told to go. */
    void monitorReady(long pid);

    void monitorAlive();

    void monitorStated(Fact fact);

    /** Everything known has been stated since it was told to go. */
    void monitorStatedAll();

    /** It was believed, and is no more. */
    void monitorLost();

    /** It is gone, believed before or not, and {@code why}. */
    default void monitorGone(long pid, String why) {}

    /** It did what no honest one does, and is ended for it. */
    default void monitorViolated(long pid, String what) {}

    /** The very first monitor refused to start: the set-up is wrong, and it has said how. */
    void monitorRefused(int exitStatus);
}
