// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

/** The watching of every UPS, as the dispatcher's orders steer it. On the event loop. */
public interface UpsWatch {

    /** Connects, logs in and states everything. Once. */
    void open();

    /** Sets FSD on every UPS this host is primary of, now and after each reconnect. */
    void orderForcedShutdown();

    /** After the host slept: nothing stated before holds, and every connection is made anew. */
    void forgetAndReconnect();

    /** Ends every connection, those still under way, too. */
    void logOut();
}
