// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

/**
 * What has to hold before a server may hear a password.
 *
 * @param verify its certificate is issued by one we trust, is valid today and has {@code peerName}
 * @param force the connection is encrypted
 * @param peerName a host name, an address literal, or whatever CERTHOST gives
 */
public record TlsDemand(boolean verify, boolean force, String peerName) {

    /** Whether plain text is out of the question. */
    public boolean needsTls() {
        return verify || force;
    }
}
