// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

/** A peer that does not speak as upsd does. The connection is closed; no other UPS notices. */
public final class UpsdProtocolException extends Exception {

    /** @param reason in our own words: bytes of the peer never reach a log through it */
    public UpsdProtocolException(String reason) {
        super(reason, null, false, false);
    }
}
