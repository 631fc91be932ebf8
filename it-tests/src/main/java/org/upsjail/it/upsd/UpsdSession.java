// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.upsd;

import org.jspecify.annotations.Nullable;

/** What upsd remembers of one client. Touched by the server's thread only. */
final class UpsdSession {

    final String address;

    @Nullable
    String username;

    @Nullable
    String password;

    @Nullable
    SimulatedUps login;

    /** Set by LOGOUT, cleared by a later line in the same read: upsd closes only after it has read all it had. */
    boolean leaving;

    UpsdSession(String address) {
        this.address = address;
    }
}
